using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Reference;

/// <summary>Lines of the writer beside those of the engine.</summary>
internal static partial class WriterLog
{
    [LoggerMessage(4, LogLevel.Error, "A group of {Commands} commands was not stored")]
    public static partial void GroupFailed(ILogger log, int commands, Exception cause);
}
