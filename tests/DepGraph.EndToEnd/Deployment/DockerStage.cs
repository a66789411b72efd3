namespace DepGraph.EndToEnd.Deployment;

/// <summary>A stage of the Dockerfile, with what it has from the stage that it is made from.</summary>
internal sealed record DockerStage
{
    public required string Name { get; init; }

    public Dictionary<string, string> Environment { get; init; } = [];

    /// <summary>What its RUN instructions say to the shell.</summary>
    public List<string> Runs { get; init; } = [];

    /// <summary>The program and its arguments.</summary>
    public string[] EntryPoint { get; set; } = [];

    /// <summary>Command and arguments of its health check.</summary>
    public string[] HealthCheck { get; set; } = [];

    /// <summary>Who runs the program; null: root.</summary>
    public string? User { get; set; }

    /// <summary>The port of its EXPOSE; null for none.</summary>
    public string? Port { get; set; }
}
