namespace DepGraph.GraphApi.Hosting;

/// <summary>What <c>installation</c> assumes where a client does not say; bound from the section <see cref="SectionName"/>.</summary>
public sealed class InstallSettings
{
    public const string SectionName = "Install";

    /// <summary>The Node that <c>engines</c> are judged by. Default 24.11.0.</summary>
    public string NodeVersion { get; set; } = "24.11.0";

    /// <summary>The npm that <c>engines</c> are judged by. Default 11.6.1.</summary>
    public string NpmVersion { get; set; } = "11.6.1";
}
