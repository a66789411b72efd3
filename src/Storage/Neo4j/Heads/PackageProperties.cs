using DepGraph.Bolt.PackStream;
using DepGraph.Npm.Packuments;
using DepGraph.Storage.Searching;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>What a (:Package) node shows of its head and its details: for people and for indexes, not for loading.</summary>
internal static class PackageProperties
{
    private const int OfEach = 7;
    private const int OfHead = 7;
    private const int OfDetails = 5;
    private const int OfClaims = 2;
    private const int OfSearch = 1;
    private const int OfSearchWhenGone = 2;

    public static void Write(PackStreamWriter writer, PackageChange change)
    {
        var forgetsDetails = change.Package.DetailsHash is null && change.Before.Package.DetailsHash is not null;
        var showsDetails = change.Details is not null || forgetsDetails;
        var voidsClaims = change.IsHeadChanged || showsDetails;
        var isGone = change.IsHeadChanged && change.Head is null;
        var isFoundAnew =
            change.Details is not null
            || (
                change.Head is not null
                && change.IsHeadChanged
                && (change.Before.Package.State != PackageState.Known || forgetsDetails)
            );
        writer.WriteMapHeader(
            OfEach
                + (change.IsHeadChanged ? OfHead : 0)
                + (showsDetails ? OfDetails : 0)
                + (voidsClaims ? OfClaims : 0)
                + (isGone ? OfSearchWhenGone : 0)
                + (isFoundAnew ? OfSearch : 0)
        );
        var package = change.Package;
        writer.Entry("fetchedAt", package.FetchedAt);
        writer.Entry("etag", package.ETag);
        writer.Entry("lastModified", package.LastModified);
        writer.Entry("fullFetchedAt", package.Full?.FetchedAt);
        writer.Entry("fullEtag", package.Full?.ETag);
        writer.Entry("fullLastModified", package.Full?.LastModified);
        writer.Entry("sequence", package.Sequence);
        if (change.IsHeadChanged)
            WriteHead(writer, package, change.Head);
        if (showsDetails)
            WriteDetails(writer, change.Details);
        if (voidsClaims)
            VoidClaims(writer);
        if (isGone)
        {
            writer.NullEntry("searchTerms");
            writer.NullEntry("searchRank");
        }
        if (isFoundAnew)
            writer.Entry("searchTerms", SearchTerms.Of(change.Name, change.Details));
    }

    /// <summary>What the projection has claimed is out of date: whoever sees the new state first may claim it.</summary>
    private static void VoidClaims(PackStreamWriter writer)
    {
        writer.NullEntry("claimedBy");
        writer.NullEntry("claimedUntil");
    }

    private static void WriteHead(PackStreamWriter writer, StoredPackage package, PackageHead? head)
    {
        writer.Entry("state", KindText.Of(package.State));
        writer.Entry("revision", package.Revision);
        writer.Entry("versions", package.Versions);
        writer.Entry("dependencies", package.Dependencies);
        writer.Entry("contentHash", package.ContentHash);
        writer.Entry("latest", head?.Latest);
        writer.Entry("modifiedAt", head?.Modified);
    }

    private static void WriteDetails(PackStreamWriter writer, PackageDetails? details)
    {
        writer.Entry("description", details?.Description);
        writer.Entry("homepage", details?.Homepage);
        writer.Entry("license", details?.License);
        writer.Entry("repository", details?.RepositoryUrl);
        if (details is { Keywords.Count: > 0 })
            writer.Entry("keywords", details.Keywords);
        else
            writer.NullEntry("keywords");
    }
}
