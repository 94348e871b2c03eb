using System.Collections.Immutable;
using Emergency.Domain.Calls;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Accounts;

/// <summary>A device that takes pushes for an account.</summary>
/// <param name="Where">Address and keys that the browser's push service gave it; sealed.</param>
public sealed record PushDevice(Sealed Where, DateTimeOffset At);

/// <summary>How somebody wants to be reached about what can wait. What is about a life goes by every channel at every hour, whatever stands here.</summary>
/// <param name="QuietFrom">From this hour on (0 … 23, Asia/Shanghai), over midnight where it is the later one, nothing leaves the page; null with <paramref name="QuietTo"/>: at every hour.</param>
/// <param name="QuietTo">Until this hour.</param>
/// <param name="Push">Whether pushes come.</param>
/// <param name="Sms">Whether texts come.</param>
/// <param name="Chat">Whether messages come in the app the office works with.</param>
/// <param name="First">By which of them it is tried first; null: push, then chat, then text.</param>
public sealed record Notices(int? QuietFrom, int? QuietTo, bool Push, bool Sms, bool Chat = true, CallChannel? First = null)
{
    private static readonly CallChannel[] Usually = [CallChannel.Push, CallChannel.Chat, CallChannel.Sms];

    /// <summary>What holds where nobody has said anything: no push and no text at night.</summary>
    public static readonly Notices Usual = new(22, 7, true, true);

    /// <summary>Whether both hours are there or none, and they are two hours of a day.</summary>
    public bool HasGoodHours =>
        (QuietFrom, QuietTo) is (null, null) or (>= 0 and <= 23, >= 0 and <= 23) && (QuietFrom is null || QuietFrom != QuietTo);

    /// <summary>Whether what is tried first is among what is wanted.</summary>
    public bool HasGoodFirst => First is not { } first || Order.Contains(first);

    /// <summary>What is wanted, what is tried first before the others.</summary>
    public IReadOnlyList<CallChannel> Order => [.. Usually.Where(Wants).OrderBy(channel => channel != First)];

    private bool Wants(CallChannel channel) =>
        channel switch
        {
            CallChannel.Push => Push,
            CallChannel.Sms => Sms,
            _ => Chat,
        };

    public bool IsQuiet(DateTimeOffset at)
    {
        if ((QuietFrom, QuietTo) is not ({ } from, { } to))
            return false;
        // The hour of the day in Asia/Shanghai.
        var hour = (int)((at - Shanghai.At(Shanghai.Day(at), 0)).Ticks / TimeSpan.TicksPerHour);
        return from < to ? hour >= from && hour < to : hour >= from || hour < to;
    }
}

/// <summary>Why a device takes no pushes any more: its owner does not want them, the push service knows it no longer, or too many others came after it.</summary>
public enum PushEnd
{
    Unwanted,
    Gone,
    Crowded,
}

/// <param name="Device">Follows from the address: the same device again is the same.</param>
public sealed record SubscribePush(Guid Device, Sealed Where, By By, DateTimeOffset At) : AccountCommand;

public sealed record UnsubscribePush(Guid Device, PushEnd Cause, DateTimeOffset At) : AccountCommand;

public sealed record SetNotices(Notices Notices, By By, DateTimeOffset At) : AccountCommand;

[Stored("account.push-subscribed.v1")]
public sealed record PushSubscribed(Guid Device, Sealed Where, By By, DateTimeOffset At) : AccountEvent;

[Stored("account.push-ended.v1")]
public sealed record PushUnsubscribed(Guid Device, PushEnd Cause, DateTimeOffset At) : AccountEvent;

[Stored("account.notices-set.v1")]
public sealed record NoticesSet(Notices Notices, By By, DateTimeOffset At) : AccountEvent;

public sealed partial record Account
{
    public static readonly Code BadQuiet = new("account.bad-quiet"),
        BadFirst = new("account.bad-first");

    /// <summary>So many devices of one account take pushes; one more takes the place of the oldest.</summary>
    public const int MostPushes = 10;

    public ImmutableDictionary<Guid, PushDevice> Pushes { get; init; } = ImmutableDictionary<Guid, PushDevice>.Empty;
    public Notices Notices { get; init; } = Notices.Usual;

    private static Decision Subscribe(Account state, SubscribePush c)
    {
        if (state.Pushes.GetValueOrDefault(c.Device)?.Where == c.Where)
            return Nothing;
        var happened = new PushSubscribed(c.Device, c.Where, c.By, c.At);
        return state.Pushes.Count < MostPushes || state.Pushes.ContainsKey(c.Device)
            ? happened
            : Of([
                new PushUnsubscribed(state.Pushes.OrderBy(one => one.Value.At).ThenBy(one => one.Key).First().Key, PushEnd.Crowded, c.At),
                happened,
            ]);
    }
}
