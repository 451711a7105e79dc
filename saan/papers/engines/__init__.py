"""Engines of papers: Thai words for right line breaks, the press that sets PDFs, and the filling of DOCX templates."""
