//! Markdown and other documents: headings, fences, links with lines.
