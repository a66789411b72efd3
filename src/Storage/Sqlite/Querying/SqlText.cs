using System.Text;
using DepGraph.Storage.Querying;

namespace DepGraph.Storage.Sqlite.Querying;

/// <summary>SQL in the making. Values only ever become parameters.</summary>
internal sealed class SqlText(string start)
{
    private readonly StringBuilder _text = new(start);
    private readonly List<FieldValue> _parameters = [];

    public SqlText Append(string sql)
    {
        _text.Append(sql);
        return this;
    }

    /// <param name="value">A number, a text, or null.</param>
    public SqlText AppendParameter(FieldValue value)
    {
        _text.Append('?');
        _parameters.Add(value);
        return this;
    }

    /// <summary>Binds the parameters in their order.</summary>
    public Query BindTo(Query execution)
    {
        foreach (var value in _parameters)
        {
            if (value.IsNull || value.Text is not null)
                execution.Bind(value.Text);
            else
                execution.Bind(value.Number);
        }
        return execution;
    }

    public override string ToString() => _text.ToString();
}
