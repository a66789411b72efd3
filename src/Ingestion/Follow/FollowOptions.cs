namespace DepGraph.Ingestion.Follow;

/// <summary>Which registry's change feed is followed, and how. Section <c>Follow</c>; times as <c>hh:mm:ss</c>.</summary>
internal sealed class FollowOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Follow";

    /// <summary>
    /// Address of the feed itself, as a registry that speaks CouchDB's protocol has it: it ends in <c>/_changes</c>. Null (default): no
    /// feed is followed. Documents come from the registry of npm's configuration, whatever this says.
    /// </summary>
    public string? Url { get; set; }

    /// <summary>Every package that changes comes into the graph; otherwise (default) only those are asked for that the graph has.</summary>
    public bool All { get; set; }

    /// <summary>
    /// The sequence behind which the first start begins, <c>0</c> for the feed's begin. Null (default): the feed's present end. It means nothing
    /// once the store knows how far the feed was followed.
    /// </summary>
    public string? Since { get; set; }

    /// <summary>Between two looks at a feed that had nothing more. Default 10 seconds.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The most changes that are asked for at once. Default 1,000.</summary>
    public int PageSize { get; set; } = 1_000;

    /// <summary>Changed packages that are asked for at once. Default 8.</summary>
    public int Concurrency { get; set; } = 8;

    /// <summary>Forget how far the feed was followed, and begin as a first start does. Not a setting: it is done once.</summary>
    internal bool IsReset { get; set; }
}
