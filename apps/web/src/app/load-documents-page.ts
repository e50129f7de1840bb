export const loadDocumentsPage = () => import("../documents/DocumentsPage.js");
