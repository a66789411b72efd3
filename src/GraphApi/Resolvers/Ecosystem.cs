namespace DepGraph.GraphApi.Resolvers;

/// <summary>Where packages come from.</summary>
internal enum Ecosystem
{
    Npm,
}
