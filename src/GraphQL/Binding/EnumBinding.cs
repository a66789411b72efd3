using System.Collections.Frozen;
using DepGraph.GraphQL.Execution.Completion;
using DepGraph.GraphQL.Response;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Binding;

/// <summary>An enum of the schema and the CLR enum that stands for it.</summary>
internal abstract class EnumBinding(EnumType type, Type clrType)
{
    public EnumType Type { get; } = type;

    public Type ClrType { get; } = clrType;

    /// <summary>The CLR value of a name, boxed once for all; null when there is none.</summary>
    public abstract object? GetValue(string name);

    /// <summary>A <c>Completer&lt;TEnum&gt;</c>.</summary>
    public abstract object CreateCompleter(bool isNullable);
}

/// <inheritdoc cref="EnumBinding"/>
internal sealed class EnumBinding<TEnum> : EnumBinding
    where TEnum : struct, Enum
{
    /// <summary>Values up to this lie in an array; larger and negative ones in a dictionary.</summary>
    private const long LargestIndex = 255;

    private readonly PaddedBytes?[] _jsonByIndex = new PaddedBytes[LargestIndex + 1];
    private readonly FrozenDictionary<TEnum, PaddedBytes> _json;
    private readonly FrozenDictionary<string, object> _values;

    /// <param name="problems">Gets a line for each value that has no counterpart.</param>
    public EnumBinding(EnumType type, List<string> problems)
        : base(type, typeof(TEnum))
    {
        var members = System
            .Enum.GetValues<TEnum>()
            .ToDictionary(m => Normalize(m.ToString()), StringComparer.OrdinalIgnoreCase);
        var json = new Dictionary<TEnum, PaddedBytes>();
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var value in type.Values)
        {
            if (members.Remove(Normalize(value.Name), out var member))
            {
                json[member] = new PaddedBytes($"\"{value.Name}\"");
                values[value.Name] = member;
            }
            else
            {
                problems.Add(
                    $"enum {type.Name}: {value.Name} has no member in {typeof(TEnum).Name}. Add `{ToMember(value.Name)}` to it, or take the value away."
                );
            }
        }

        foreach (var member in members.Values)
        {
            problems.Add(
                $"enum {type.Name}: {typeof(TEnum).Name}.{member} has no value in the schema. Add `{ToValue(member.ToString())}` to the enum, or take the member away."
            );
        }

        foreach (var (member, bytes) in json)
        {
            if (IndexOf(member) is >= 0 and <= LargestIndex and var index)
            {
                _jsonByIndex[index] = bytes;
            }
        }

        _json = json.ToFrozenDictionary();
        _values = values.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The name as a JSON string; null for a value without one.</summary>
    public PaddedBytes? GetJson(TEnum value) =>
        IndexOf(value) is >= 0 and <= LargestIndex and var index ? _jsonByIndex[index] : _json.GetValueOrDefault(value);

    public override object? GetValue(string name) => _values.GetValueOrDefault(name);

    public override object CreateCompleter(bool isNullable) => new EnumCompleter<TEnum>(this, isNullable);

    /// <summary>PEER_OPTIONAL as PeerOptional.</summary>
    private static string ToMember(string value) =>
        string.Concat(
            value
                .Split('_', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant())
        );

    /// <summary>PeerOptional as PEER_OPTIONAL.</summary>
    private static string ToValue(string member) =>
        string.Concat(
                member.Select((c, i) => i > 0 && char.IsUpper(c) && !char.IsUpper(member[i - 1]) ? $"_{c}" : $"{c}")
            )
            .ToUpperInvariant();

    private static string Normalize(string name) => name.Replace("_", "", StringComparison.Ordinal);

    private static long IndexOf(TEnum value) =>
        System.Runtime.CompilerServices.Unsafe.SizeOf<TEnum>() switch
        {
            1 => System.Runtime.CompilerServices.Unsafe.BitCast<TEnum, byte>(value),
            2 => System.Runtime.CompilerServices.Unsafe.BitCast<TEnum, ushort>(value),
            4 => System.Runtime.CompilerServices.Unsafe.BitCast<TEnum, int>(value),
            _ => System.Runtime.CompilerServices.Unsafe.BitCast<TEnum, long>(value),
        };
}
