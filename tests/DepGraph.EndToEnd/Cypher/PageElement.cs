namespace DepGraph.EndToEnd.Cypher;

/// <summary>A piece of a Markdown page.</summary>
internal abstract record PageElement;

/// <param name="Text">Without the number signs.</param>
internal sealed record Heading(string Text) : PageElement;

/// <summary>Fenced code.</summary>
/// <param name="Language">What stands behind the opening fence; empty for nothing.</param>
/// <param name="Text">The lines between the fences.</param>
internal sealed record CodeBlock(string Language, string Text) : PageElement;

/// <param name="Header">The first row's cells.</param>
/// <param name="Rows">The cells of the rows below it, without the code marks around them.</param>
internal sealed record Table(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows) : PageElement;

/// <summary>A line of prose.</summary>
internal sealed record Prose(string Text) : PageElement;
