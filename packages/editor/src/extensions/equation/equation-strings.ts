export const EQUATION_STRINGS = {
  equation: "Equation",
  equationKeywords: "math formula tex latex block $$",
  inlineEquation: "Equation in the line",
  inlineEquationKeywords: "math formula tex latex inline $",
  equationSource: "Formula in TeX",
  equationApply: "Done",
  equationCancel: "Cancel",
} as const;
