using System.CommandLine;
using DepGraph.Ingestion.Follow;
using DepGraph.Ingestion.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DepGraph.Ingestion.Commands;

/// <summary><c>follow</c>; see <see cref="HostedCommand"/>.</summary>
internal static class FollowCommand
{
    private static readonly Option<string?> Feed = new("--feed")
    {
        Description = "Address of the feed, which ends in /_changes. Default: the setting Follow:Url.",
        HelpName = "URL",
    };

    private static readonly Option<string?> Since = new("--since")
    {
        Description =
            "The sequence behind which the first start begins, 0 for the feed's begin. Default: its present end. Later starts go on "
            + "where the store says that the feed was followed to.",
        HelpName = "SEQUENCE",
    };

    private static readonly Option<bool> All = new("--all")
    {
        Description = "Bring every package that changes into the graph, not only those that it has.",
    };

    private static readonly Option<bool> Reset = new("--reset")
    {
        Description = "Forget how far the feed was followed, and begin as a first start does.",
    };

    public static Command Create()
    {
        var command = new Command(
            "follow",
            "Follows a registry's change feed, until it is stopped: what changes there is in the graph soon after. Settings are the "
                + "API's: Store__Uri=…, or --Store:Uri=… here."
        )
        {
            Feed,
            Since,
            All,
            Reset,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(
            (parsed, cancellationToken) =>
                HostedCommand.RunAsync("The DepGraph follower", () => Build(parsed), cancellationToken)
        );
        return command;
    }

    private static IHost Build(ParseResult parsed)
    {
        ProgramSettings.Check(parsed.UnmatchedTokens);
        var settings = new List<string>(parsed.UnmatchedTokens);
        Set(nameof(FollowOptions.Url), parsed.GetValue(Feed));
        Set(nameof(FollowOptions.Since), parsed.GetValue(Since));
        Set(nameof(FollowOptions.All), parsed.GetValue(All) ? "true" : null);
        var isReset = parsed.GetValue(Reset);
        return WorkerHost.Build(
            [.. settings],
            IngestionRole.Follower,
            services => services.PostConfigure<FollowOptions>(options => options.IsReset = isReset)
        );

        void Set(string setting, string? value)
        {
            if (value is not null)
            {
                settings.Add($"--{FollowOptions.SectionName}:{setting}={value}");
            }
        }
    }
}
