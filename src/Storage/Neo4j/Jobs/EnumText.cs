namespace DepGraph.Storage.Neo4j.Jobs;

/// <summary>Enumerations as the API's schema spells them: in capitals.</summary>
internal static class EnumText
{
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToUpperInvariant();

    public static T Parse<T>(string text)
        where T : struct, Enum => Enum.Parse<T>(text, ignoreCase: true);
}
