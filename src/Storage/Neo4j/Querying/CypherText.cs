using System.Globalization;
using System.Text;
using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;
using DepGraph.Storage.Querying;

namespace DepGraph.Storage.Neo4j.Querying;

/// <summary>Cypher in the making. Values only ever become parameters.</summary>
internal sealed class CypherText : IQueryParameters
{
    private readonly StringBuilder _text = new();
    private readonly List<FieldValue[]> _parameters = [];
    private readonly List<bool> _areLists = [];

    public CypherText Append(string cypher)
    {
        _text.Append(cypher);
        return this;
    }

    /// <param name="value">A number, a text, or null.</param>
    public CypherText AppendParameter(FieldValue value) => AppendParameter([value], isList: false);

    /// <param name="values">Numbers or texts.</param>
    public CypherText AppendList(FieldValue[] values) => AppendParameter(values, isList: true);

    public override string ToString() => _text.ToString();

    void IQueryParameters.Write(PackStreamWriter writer)
    {
        writer.WriteMapHeader(_parameters.Count);
        for (var i = 0; i < _parameters.Count; i++)
        {
            writer.WriteString(NameOf(i));
            if (_areLists[i])
                writer.WriteListHeader(_parameters[i].Length);
            foreach (var value in _parameters[i])
                Write(writer, value);
        }
    }

    private CypherText AppendParameter(FieldValue[] values, bool isList)
    {
        _text.Append('$').Append(NameOf(_parameters.Count));
        _parameters.Add(values);
        _areLists.Add(isList);
        return this;
    }

    private static void Write(PackStreamWriter writer, FieldValue value)
    {
        if (value.IsNull)
            writer.WriteNull();
        else if (value.Text is { } text)
            writer.WriteString(text);
        else
            writer.WriteInteger(value.Number);
    }

    private static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"p{index}");
}
