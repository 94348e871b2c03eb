using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Calls;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Calls;

/// <summary>All calls of a realm, by matter, those that are running, and the rings and broadcasts that must still be placed.</summary>
internal sealed record CallsKnown(
    ImmutableDictionary<CallId, CallKnown> All,
    ImmutableDictionary<Guid, ImmutableSortedDictionary<string, CallId>> ByMatter,
    ImmutableDictionary<CallId, CallKnown> Running,
    ImmutableDictionary<string, RingDue> Ringing,
    ImmutableDictionary<string, BroadcastDue> Sounding
)
{
    public static readonly CallsKnown None = new(
        ImmutableDictionary<CallId, CallKnown>.Empty,
        ImmutableDictionary<Guid, ImmutableSortedDictionary<string, CallId>>.Empty,
        ImmutableDictionary<CallId, CallKnown>.Empty,
        ImmutableDictionary<string, RingDue>.Empty,
        ImmutableDictionary<string, BroadcastDue>.Empty
    );
    private static readonly ImmutableSortedDictionary<string, CallId> Nobody = ImmutableSortedDictionary.Create<string, CallId>(
        StringComparer.Ordinal
    );

    public CallKnown? Find(CallId id) => All.GetValueOrDefault(id);

    /// <summary>Calls about an order, a warning, or its lifting, ordered by receiver.</summary>
    public IEnumerable<CallKnown> Of(CallKind kind, Guid matter) =>
        ByMatter.GetValueOrDefault(matter, Nobody).Values.Select(id => All[id]).Where(one => one.State.About!.Kind == kind);

    /// <summary>Number of running calls on which a life may depend and that nobody has answered, though all were rung.</summary>
    public int Unheard => Running.Values.Count(one => one.State.Unheard && CallChannels.IsLife(one.State.About));

    /// <summary>Running calls to a community's team about late visits.</summary>
    public IEnumerable<CallKnown> AboutVisits(string community) =>
        Running.Values.Where(one => one.State.About!.Kind is CallKind.Visit or CallKind.ExtraVisit && one.State.Receiver == community);

    /// <summary>Running calls to people about tasks of an incident.</summary>
    public IEnumerable<CallKnown> AboutTasks(IncidentId incident) =>
        Running.Values.Where(one => one.State is { About: { Kind: CallKind.Task, Incident: { } of }, Member: not null } && of == incident);

    internal CallsKnown With(CallKnown call)
    {
        var (state, about) = (call.State, call.State.About!);
        var next = this with
        {
            All = All.SetItem(call.Id, call),
            ByMatter = ByMatter.SetItem(
                about.Id,
                ByMatter
                    .GetValueOrDefault(about.Id, Nobody)
                    .SetItem($"{state.Receiver} {about.Kind}{CallKnown.Part(about, state.Member)}", call.Id)
            ),
            Running = state.Over is null ? Running.SetItem(call.Id, call) : Running.Remove(call.Id),
        };
        if (state.Broadcast is { } broadcast)
        {
            var due = BroadcastDue.Of(call.Id, state.Receiver, broadcast);
            next = next with
            {
                Sounding =
                    broadcast.State == ChannelState.Queued && state.Over is null
                        ? next.Sounding.SetItem(due.Key, due)
                        : next.Sounding.Remove(due.Key),
            };
        }
        foreach (var ring in state.Rings)
        {
            var rings =
                !state.Told && state.Over is null && state.Due is not null && state.GaveUp is null && ring.Attempt == state.Rings.Count;
            foreach (var channel in Enum.GetValues<CallChannel>())
            {
                var due = new RingDue(call.Id, about, state.Receiver, ring.Attempt, ring.Who, state.Due ?? DateTimeOffset.MaxValue)
                {
                    Channel = channel,
                    Member = state.Member,
                    Tried = state.Tried,
                };
                next = next with
                {
                    Ringing = rings && Waits(about, ring, channel) ? next.Ringing.SetItem(due.Key, due) : next.Ringing.Remove(due.Key),
                };
            }
        }
        return next;
    }

    // Calls from the time of voice only have no channels. A channel that a ring does not list is used if the installation or the person has
    // it.
    private static bool Waits(CallMatter about, Ring ring, CallChannel channel) =>
        (ring.Channels.FirstOrDefault(one => one.Channel == channel), CallChannels.IsLife(about)) switch
        {
            ({ } proof, _) when channel != CallChannel.Voice => proof.State == ChannelState.Queued,
            (null, true) when channel != CallChannel.Voice => channel == CallChannel.Chat,
            (null, false) => channel != CallChannel.Voice,
            var (proof, _) => ring.State == RingState.Asked && (proof is not null || ring.Channels.Count == 0),
        };
}

/// <summary>A call; <paramref name="At"/> is its beginning.</summary>
internal sealed record CallKnown(CallId Id, Call State, DateTimeOffset At) : IFound<CallKnown>
{
    /// <summary>Id of the call about a matter to a receiver, so that asking twice makes one call.</summary>
    public static CallId IdOf(CallMatter about, string receiver, MemberId? member = null) =>
        about is null
            ? throw new ArgumentNullException(nameof(about))
            : new(Derived.Id(about.Id, $"{about.Kind} {receiver}{Part(about, member)}"));

    /// <summary>
    /// Distinguishes calls about the same matter to the same receiver: by member, and by the time since which it is late.
    /// </summary>
    internal static string Part(CallMatter about, MemberId? member)
    {
        var whom = member is { } one ? $" {one}" : "";
        return about.Since is { } at ? FormattableString.Invariant($"{whom} {at.UtcTicks}") : whom;
    }

    /// <summary>
    /// A number of this call alone, 0 … 2³⁰ − 1. The calls that a reaction finds may change from run to run, but the number under which
    /// each is handled must not.
    /// </summary>
    public int Ordinal => OrdinalOf(Id);

    /// <summary>Number like <see cref="Ordinal"/>, of a call that is about to begin.</summary>
    public static int OrdinalOf(CallId id) => BinaryPrimitives.ReadInt32BigEndian(id.Value.ToByteArray().AsSpan(12)) & 0x3FFF_FFFF;

    static CallKnown? IFound<CallKnown>.Of(Known known, string realm, Guid id) => known.Of<CallsKnown>(realm).Find(new(id));

    public bool ExistsFor(Asked asked) => (!State.About!.IsPersonal || IsTo(asked)) && asked.Sees(new Place(State.Receiver));

    /// <summary>True when the asker is the one person who is called.</summary>
    public bool IsTo(Asked asked) => State.Member is { } member && asked.Member == new MemberBinding(State.Receiver, member);
}

/// <summary>A ring that must be placed by one channel until <paramref name="Until"/>.</summary>
internal sealed record RingDue(CallId Call, CallMatter About, string Receiver, int Attempt, CallRung Who, DateTimeOffset Until)
{
    public CallChannel Channel { get; init; } = CallChannel.Voice;

    /// <summary>The one person who is called.</summary>
    public MemberId? Member { get; init; }

    /// <summary>Number of the ring since the ladder was last begun, from 1.</summary>
    public int Tried { get; init; } = 1;

    /// <summary>Key by which the gateway knows the ring, whichever channel is used.</summary>
    public string GatewayKey => KeyOf(Call, Attempt);

    /// <summary>Key of this ring and channel alone: a command under this key takes effect once, whichever node sends it.</summary>
    public string Key => Channel == CallChannel.Voice ? GatewayKey : $"{GatewayKey} {Channel}";

    public static string KeyOf(CallId call, int attempt) => FormattableString.Invariant($"{call}.{attempt}");

    /// <summary>Parses call and attempt of a key; null where it is none.</summary>
    public static (CallId Call, int Attempt)? Read(string? key) =>
        key?.Split('.') is [var call, var attempt] && Guid.TryParse(call, out var id) && Number(attempt) is { } number
            ? (new(id), number)
            : null;

    /// <summary>
    /// Parses order, receiver and attempt of a key of an earlier version, in which orders made calls themselves; its answer may still
    /// arrive.
    /// </summary>
    public static (OrderId Order, string Receiver, int Attempt)? ReadOlder(string? key) =>
        key?.Split('.') is [var order, { Length: > 0 } receiver, var attempt]
        && Guid.TryParse(order, out var id)
        && Number(attempt) is { } number
            ? (new(id), receiver, number)
            : null;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>
/// A text for the loudspeakers of a division, which fails if the platform has not accepted it until <paramref name="Until"/>.
/// </summary>
internal sealed record BroadcastDue(CallId Call, string Receiver, int Attempt, string Text, DateTimeOffset Until)
{
    /// <summary>Time after which a broadcast would wake nobody any more, so that it is reported as failed.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static BroadcastDue Of(CallId call, string receiver, Broadcast broadcast) =>
        new(call, receiver, broadcast.Attempt, broadcast.Text, broadcast.At + Longest);

    /// <summary>Key by which the platform knows the broadcast.</summary>
    public string PlatformKey => RingDue.KeyOf(Call, Attempt);

    /// <summary>Key of this broadcast alone, distinct from the rings of its call.</summary>
    public string Key => $"{PlatformKey} broadcast";
}
