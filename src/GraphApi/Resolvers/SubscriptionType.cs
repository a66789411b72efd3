using System.Runtime.CompilerServices;
using DepGraph.GraphApi.Identity;
using DepGraph.GraphApi.Paging;
using DepGraph.GraphQL;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Feed;
using DepGraph.Ingestion.Jobs;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The root fields of subscriptions.</summary>
internal static class SubscriptionType
{
    public static void Bind(SchemaBinder binder, IIngestions ingestions, IVersionFeed feed) =>
        binder
            .Subscription()
            .StreamAsync("ingestionProgress", context => FollowAsync(ingestions, context))
            .Stream("versionPublished", context => ReadVersionsAsync(feed, NamesOf(context)));

    private static async ValueTask<IAsyncEnumerable<IngestionRecord>> FollowAsync(
        IIngestions ingestions,
        FieldContext context
    )
    {
        var id = context.Argument<string>("id");
        return
            NodeId.KeyOf(NodeId.Ingestion, id) is { } key
            && await ingestions.FollowAsync(key, context.CancellationToken) is { } progress
            ? progress
            : throw new GraphQLException($"There is no ingestion of the id '{id}'.", "INGESTION_NOT_FOUND");
    }

    private static IReadOnlyList<string>? NamesOf(FieldContext context)
    {
        var names = context.Argument<IReadOnlyList<string>?>("names");
        foreach (var name in QueryType.CheckCount(names ?? []))
        {
            QueryType.CheckName(name);
        }

        return names;
    }

    private static async IAsyncEnumerable<VersionManifest> ReadVersionsAsync(
        IVersionFeed feed,
        IReadOnlyList<string>? names,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        await using var versions = feed.ReadAsync(names, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveAsync(versions))
        {
            yield return versions.Current;
        }
    }

    private static async ValueTask<bool> MoveAsync(IAsyncEnumerator<VersionManifest> versions)
    {
        try
        {
            return await versions.MoveNextAsync();
        }
        catch (FeedOverrunException overrun)
        {
            throw new GraphQLException(
                $"{overrun.Capacity} events waited to be read, and later ones are lost: subscribe again, and query for what was missed.",
                "SUBSCRIBER_TOO_SLOW"
            );
        }
    }
}
