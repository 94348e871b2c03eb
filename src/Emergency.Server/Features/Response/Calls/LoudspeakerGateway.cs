using Emergency.Hotlines.Messages;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation;

namespace Emergency.Server.Features.Calls;

/// <summary>
/// The platform that says a text over all loudspeakers of a division (应急广播, --hotlines:loudspeakers:url). Without one, the village does
/// it and records it.
/// </summary>
internal sealed class LoudspeakerGateway(Settings settings, Outgoing outgoing, TimeProvider clock)
    : Gateway(Settings.Loudspeakers, "the platform for loudspeakers", settings, outgoing, clock)
{
    /// <summary>Repetitions of a text, so that a person who has just woken hears it whole.</summary>
    private const int Times = 3;

    /// <summary>
    /// Asks for the broadcast; returns the platform's status, or null where it did not answer. All tries have the same message id, so that
    /// the text is said once.
    /// </summary>
    public Task<int?> Play(BroadcastDue due, CancellationToken stop)
    {
        var id = Derived.Id(due.Call.Value, $"broadcast {due.Attempt}").ToString();
        var asked = new BroadcastRequested(due.PlatformKey, due.Receiver, due.Text, Times, due.Until);
        return Post(id, LoudspeakerMessages.Write(id, "emergency", Clock.GetUtcNow(), asked), stop);
    }
}
