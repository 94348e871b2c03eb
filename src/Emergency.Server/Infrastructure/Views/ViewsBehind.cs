namespace Emergency.Server.Infrastructure.Views;

/// <summary>
/// Thrown where this node cannot say what exists: its views are behind the journal, or the journal cannot be queried. The asker is told to
/// try again; never that something does not exist.
/// </summary>
/// <param name="percent">Percentage of the journal's length at the start that has been folded, 0 … 100; null where unknown.</param>
internal sealed class ViewsBehind(int? percent, Exception? why = null) : Exception("the views are behind the journal", why)
{
    /// <summary>Percentage of the journal's length at the start that has been folded, 0 … 100; null where unknown.</summary>
    public int? Percent => percent;
}
