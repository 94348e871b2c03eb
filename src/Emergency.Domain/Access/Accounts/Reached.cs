using System.Collections.Immutable;
using Emergency.Domain.Calls;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Accounts;

/// <summary>Device that takes pushes for an account.</summary>
/// <param name="Where">Address and keys that the browser's push service gave it; sealed.</param>
public sealed record PushDevice(Sealed Where, DateTimeOffset At);

/// <summary>Wishes of an account's owner about messages that can wait. Messages about a life use every channel at every hour, whatever is
/// set here.</summary>
/// <param name="QuietFrom">Hour (0 … 23, Asia/Shanghai) from which nothing is sent outside the page, past midnight where it is later than
/// <paramref name="QuietTo"/>; null, like <paramref name="QuietTo"/>: messages come at every hour.</param>
/// <param name="QuietTo">Hour at which the quiet time ends.</param>
/// <param name="Push">True when pushes are wanted.</param>
/// <param name="Sms">True when texts are wanted.</param>
/// <param name="Chat">True when messages in the app of the office are wanted.</param>
/// <param name="First">Channel tried first; null: push, then chat, then text.</param>
public sealed record Notices(int? QuietFrom, int? QuietTo, bool Push, bool Sms, bool Chat = true, CallChannel? First = null)
{
    private static readonly CallChannel[] Usually = [CallChannel.Push, CallChannel.Chat, CallChannel.Sms];

    /// <summary>Wishes of an owner who has set none: no push and no text at night.</summary>
    public static readonly Notices Usual = new(22, 7, true, true);

    /// <summary>True when both hours are set or neither, and they are two different hours of a day.</summary>
    public bool HasGoodHours =>
        (QuietFrom, QuietTo) is (null, null) or (>= 0 and <= 23, >= 0 and <= 23) && (QuietFrom is null || QuietFrom != QuietTo);

    /// <summary>True when the first channel is one of the wanted ones.</summary>
    public bool HasGoodFirst => First is not { } first || Order.Contains(first);

    /// <summary>Wanted channels, the first one in front.</summary>
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
        // Hour of the day in Asia/Shanghai.
        var hour = (int)((at - Shanghai.At(Shanghai.Day(at), 0)).Ticks / TimeSpan.TicksPerHour);
        return from < to ? hour >= from && hour < to : hour >= from || hour < to;
    }
}

/// <summary>Reason why a device gets no pushes any more: its owner does not want them, the push service no longer knows it, or too many
/// other devices were added after it.</summary>
public enum PushEnd
{
    Unwanted,
    Gone,
    Crowded,
}

/// <param name="Device">Id made from the address: the same device again has the same.</param>
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

    /// <summary>Most devices of one account that take pushes; one more replaces the oldest.</summary>
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
