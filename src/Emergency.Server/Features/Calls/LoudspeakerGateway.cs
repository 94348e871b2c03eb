using Emergency.Hotlines.Messages;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation;

namespace Emergency.Server.Features.Calls;

/// <summary>The platform that says something over all loudspeakers of a division (应急广播, --hotlines:loudspeakers:url). Where there is none, the village does it and tells.</summary>
internal sealed class LoudspeakerGateway(Settings settings, Outgoing outgoing, TimeProvider clock)
    : Gateway(Settings.Loudspeakers, "the platform for loudspeakers", settings, outgoing, clock)
{
    /// <summary>So often a text is said: who has just woken hears it whole.</summary>
    private const int Times = 3;

    /// <summary>Asks for the broadcast; the platform's status, or null where it did not answer. Each try has the same message id: it is said once.</summary>
    public Task<int?> Play(BroadcastDue due, CancellationToken stop)
    {
        var id = Derived.Id(due.Call.Value, $"broadcast {due.Attempt}").ToString();
        var asked = new BroadcastRequested(due.PlatformKey, due.Receiver, due.Text, Times, due.Until);
        return Post(id, LoudspeakerMessages.Write(id, "emergency", Clock.GetUtcNow(), asked), stop);
    }
}
