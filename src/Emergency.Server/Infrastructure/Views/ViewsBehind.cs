namespace Emergency.Server.Infrastructure.Views;

/// <summary>This node does not know yet what there is: its views are behind the journal, or the journal cannot be asked. Whoever asked is told to come again; never that something does not exist.</summary>
/// <param name="percent">How much of the journal at the start has been read, 0 … 100; null where that is not known.</param>
internal sealed class ViewsBehind(int? percent, Exception? why = null) : Exception("the views are behind the journal", why)
{
    /// <summary>How much of the journal at the start has been read, 0 … 100; null where that is not known.</summary>
    public int? Percent => percent;
}
