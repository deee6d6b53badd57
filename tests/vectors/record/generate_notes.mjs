export const noteVectors = {};
