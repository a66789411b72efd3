using DepGraph.GraphQL.Binding;

namespace DepGraph.GraphQL.Tests.Execution.Differential;

/// <summary>An object of a world: of which type, and how many lists and objects lie above it.</summary>
internal class Thing(World world, int id, string typeName, int depth)
{
    public World World { get; } = world;

    public int Id { get; } = id;

    public string TypeName { get; } = typeName;

    public int Depth { get; } = depth;
}

internal sealed class Thing0(World world, int id, int depth) : Thing(world, id, "O0", depth);

internal sealed class Thing1(World world, int id, int depth) : Thing(world, id, "O1", depth);

internal sealed class Thing2(World world, int id, int depth) : Thing(world, id, "O2", depth);

internal sealed class Thing3(World world, int id, int depth) : Thing(world, id, "O3", depth);

internal sealed class Thing4(World world, int id, int depth) : Thing(world, id, "O4", depth);

internal sealed class Thing5(World world, int id, int depth) : Thing(world, id, "O5", depth);

/// <summary>Of no type of the schema.</summary>
internal sealed class Stranger(World world) : Thing(world, 0, "Stranger", 0);

/// <summary>Stands for a value that a leaf cannot write.</summary>
internal sealed class Unwritable
{
    public static Unwritable Instance { get; } = new();
}

internal enum Colour
{
    Red,
    Green,
    DarkBlue,
}

internal sealed record Range(int From, Optional<int?> To);

internal sealed record Filter(
    Optional<string?> Name,
    Optional<IReadOnlyList<string>?> Grades,
    Optional<Range?> Range,
    Optional<Filter?> Not
);
