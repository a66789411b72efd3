using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt;

/// <summary>
/// Makes a row of a record. The reader stands before the first field's value; the fields come in the order of the query's
/// <c>RETURN</c>. The delegate reads or skips them; those at the end may be left. What the reader lends (spans) ends with the call.
/// </summary>
public delegate T RowReader<out T>(ref PackStreamReader fields);
