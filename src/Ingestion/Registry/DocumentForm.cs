namespace DepGraph.Ingestion.Registry;

/// <summary>
/// The two forms of a package's document that a registry serves
/// (https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md).
/// </summary>
public enum DocumentForm
{
    /// <summary>The install form: versions and what they depend on, nothing for people to read.</summary>
    Abbreviated,

    /// <summary>The whole document: also publish times, licences, description, maintainers.</summary>
    Full,
}
