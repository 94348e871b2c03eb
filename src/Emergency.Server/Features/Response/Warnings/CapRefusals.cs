using Emergency.Hotlines.Messages;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Features.Warnings;

/// <summary>
/// Refuses a message that could not be parsed at all: its sender is answered, and the operator of the server finds it in
/// the log, without a word of its content.
/// </summary>
internal sealed partial class CapRefusals(ILogger<CapRefusals> log)
{
    public Problem Of(IReadOnlyList<MessageFault> faults)
    {
        var text = string.Join("; ", faults.Select(fault => $"{fault.Path}: {fault.Code}"));
        Refused(log, text);
        return new("cap.bad", [text]);
    }

    [LoggerMessage(LogLevel.Warning, "A CAP message was refused, nobody is warned by it: {Faults}")]
    private static partial void Refused(ILogger log, string faults);
}
