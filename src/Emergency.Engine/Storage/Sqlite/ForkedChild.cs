namespace Emergency.Engine.Storage.Sqlite;

/// <summary>A child that this process begins shares the locks of its parent until it has become another program, also those that the parent has given back meanwhile.</summary>
internal static class ForkedChild
{
    private const int Tries = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Takes a lock, for a fifth of a second again and again; then says what hinders it, as the last try did.</summary>
    public static T Outlast<T>(Func<T> take)
    {
        for (var tries = Tries; ; tries--)
        {
            try
            {
                return take();
            }
            catch (Exception held) when (tries > 0 && held is (IOException or CannotStart))
            {
                SpinWait.SpinUntil(static () => false, Pause);
            }
        }
    }
}
