namespace Emergency.Engine;

/// <summary>The rows of keys, or those of sessions or attachments, could not be written or read; nothing was sealed under what was not written, and whoever asks again may succeed.</summary>
/// <param name="full">There is no room on the store's disk.</param>
public sealed class NotKept(bool full, Exception why) : Exception(why?.Message, why)
{
    /// <summary>There is no room on the store's disk.</summary>
    public bool Full => full;
}
