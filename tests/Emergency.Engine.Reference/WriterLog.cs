using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Reference;

/// <summary>What the writer says beside the engine's own log.</summary>
internal static partial class WriterLog
{
    [LoggerMessage(4, LogLevel.Error, "A group of {Commands} commands was not stored")]
    public static partial void GroupFailed(ILogger log, int commands, Exception cause);
}
