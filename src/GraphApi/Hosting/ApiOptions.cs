namespace DepGraph.GraphApi.Hosting;

/// <summary>How the service is reached over HTTP; bound from the section <see cref="SectionName"/>.</summary>
public sealed class ApiOptions
{
    public const string SectionName = "Api";

    /// <summary>Largest request body in bytes, 1 KiB to 64 MiB. Default 1 MiB.</summary>
    public long MaxBodyBytes { get; set; } = 1 << 20;

    /// <summary>
    /// Web origins that may use the service from a browser, such as <c>https://ide.example.org</c>, or <c>*</c> for all; those
    /// on this machine (localhost, 127.0.0.1, [::1]) always may. Default none.
    /// </summary>
    public string[] AllowedOrigins { get; set; } = [];

    /// <summary>How long a stop waits for running requests and pending writes, in seconds, 1 to 600. Default 30.</summary>
    public int ShutdownSeconds { get; set; } = 30;
}
