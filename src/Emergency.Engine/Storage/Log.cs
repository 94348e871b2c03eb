using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Storage;

/// <summary>Everything the engine tells its operator.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Journal opened: {Database}, newest position {Head}")]
    public static partial void Opened(ILogger log, string database, long head);

    [LoggerMessage(
        2,
        LogLevel.Critical,
        "The database ends at position {Found}, but {Head} was acknowledged: {Missing} positions are missing"
    )]
    public static partial void Behind(ILogger log, long found, long head, long missing);

    [LoggerMessage(3, LogLevel.Error, "Entity {Stream} is stopped: {Why}")]
    public static partial void EntityStopped(ILogger log, string stream, string why, Exception cause);

    [LoggerMessage(5, LogLevel.Error, "The feed cannot be read beyond position {Position}")]
    public static partial void FeedBroken(ILogger log, long position, Exception cause);

    [LoggerMessage(
        8,
        LogLevel.Error,
        "Stream {Stream} is damaged from sequence {Sequence} on and passed over, the others go on: {Why}. The command verify says what is whole"
    )]
    public static partial void StreamBroken(ILogger log, string stream, long sequence, string why);

    [LoggerMessage(6, LogLevel.Warning, "{Task} failed and is tried again")]
    public static partial void TriedAgain(ILogger log, string task, Exception cause);

    [LoggerMessage(9, LogLevel.Warning, "Nothing is sealed at the moment: {Why}")]
    public static partial void NotSealed(ILogger log, string why);

    [LoggerMessage(
        10,
        LogLevel.Information,
        "Seals are signed by the key {Fingerprint} in {File}: keep a copy of it apart from the data, and give {File}.pub to whoever verifies"
    )]
    public static partial void Signs(ILogger log, string fingerprint, string file);

    [LoggerMessage(7, LogLevel.Error, "Duty {Duty} failed and is started again")]
    public static partial void DutyFailed(ILogger log, string duty, Exception cause);

    [LoggerMessage(19, LogLevel.Warning, "{What}: {Why}")]
    public static partial void Failing(ILogger log, string what, string why);
}
