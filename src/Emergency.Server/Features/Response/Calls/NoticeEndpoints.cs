using System.Buffers.Text;
using Emergency.Domain.Accounts;
using Emergency.Domain.Calls;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Calls.WebPush;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Calls;

/// <summary>Notification settings of one's own account: devices, channels and quiet hours.</summary>
internal static class NoticeEndpoints
{
    public static RouteGroupBuilder MapNotices(this RouteGroupBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("session");
        session.MapGet("/notices", Show).NeedsSession();
        session.MapPost("/notices", Set).NeedsSession();
        session.MapPost("/pushes", Subscribe).NeedsSession();
        session.MapPost("/pushes/end", Unsubscribe).NeedsSession();
        return api;
    }

    /// <summary>The asker's notification settings, and the key by which a browser subscribes to pushes.</summary>
    public static Outcome<NoticesShown> Show(Asked asked, Known known, VapidKey vapid, VoiceGateway gateway, ChatApp chat)
    {
        var account = known.Of<AccountsKnown>().Find(asked.Account)!;
        var (notices, phone) = (account.State.Notices, AccountOwner.Of(account, known).Phone);
        return new Outcome<NoticesShown>(
            new(
                notices.QuietFrom,
                notices.QuietTo,
                notices.Push,
                notices.Sms,
                notices.Chat,
                notices.First,
                account.State.Pushes.Count,
                gateway.Exists && phone is not null,
                chat.Exists && phone is not null,
                vapid.Public,
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>
    /// Sets quiet hours and channels for calls that can wait. Calls on which a life may depend use all channels, at every hour.
    /// </summary>
    public static Task<Outcome<Done>> Set(NewNotices body, Asked asked, Sending sending, Folding folding, CancellationToken stop) =>
        NewNotices.Faults(body) is { Count: > 0 } faults
            ? Task.FromResult<Outcome<Done>>(Problem.Bad(faults))
            : Send(asked, sending, folding, by => new SetNotices(body.Made(), by, asked.Now), stop);

    /// <summary>
    /// Subscribes this browser to pushes. Its address must be that of a push service that the installation knows (--push-hosts).
    /// </summary>
    public static async Task<Outcome<Done>> Subscribe(
        NewPush body,
        Asked asked,
        Known known,
        PushHosts hosts,
        ISealing sealing,
        Sending sending,
        Folding folding,
        CancellationToken stop
    )
    {
        if (NewPush.Faults(body, hosts) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var address = new PushAddress(body.Endpoint!, body.P256dh!, body.Auth!);
        var (device, account) = (DeviceOf(sealing, address.Endpoint), known.Of<AccountsKnown>().Find(asked.Account)!);
        if (account.State.Pushes.GetValueOrDefault(device) is { } kept && sealing.Open<PushAddress>(kept.Where) == address)
            return new Outcome<Done>(new Done(), known.At);
        // A browser belongs to one person, so the previous owner is no longer rung on it.
        foreach (
            var other in known
                .Of<AccountsKnown>()
                .Accounts.Values.Where(one => one.Id != account.Id && one.State.Pushes.ContainsKey(device))
        )
            await sending.Send(
                asked.Account.Key,
                Entities.Account(other.Id),
                new UnsubscribePush(device, PushEnd.Unwanted, asked.Now),
                Derived.Id(asked.CommandId, $"instead of {other.Id}"),
                asked.Digest,
                asked.Now,
                stop: stop
            );
        var key = Names.Key(asked.Account);
        await sealing.Ensure([key], stop);
        return await Send(asked, sending, folding, by => new SubscribePush(device, sealing.Seal(key, address), by, asked.Now), stop);
    }

    /// <summary>Ends this browser's subscription; a browser without one is no fault.</summary>
    public static Task<Outcome<Done>> Unsubscribe(
        EndedPush body,
        Asked asked,
        ISealing sealing,
        Sending sending,
        Folding folding,
        CancellationToken stop
    ) =>
        body?.Endpoint is { Length: > 0 and <= PushHosts.LongestAddress } endpoint
            ? Send(asked, sending, folding, _ => new UnsubscribePush(DeviceOf(sealing, endpoint), PushEnd.Unwanted, asked.Now), stop)
            : Task.FromResult<Outcome<Done>>(Problem.Bad("$.endpoint: the address that was subscribed"));

    private static Guid DeviceOf(ISealing sealing, string endpoint) => Derived.Id(Guid.Empty, sealing.Index($"push {endpoint}"));

    private static async Task<Outcome<Done>> Send(
        Asked asked,
        Sending sending,
        Folding folding,
        Func<Domain.By, AccountCommand> make,
        CancellationToken stop
    )
    {
        var command = make(asked.By(asked.Grants[0].Role));
        var sent = await sending.Send(
            asked.Account.Key,
            Entities.Account(asked.Account),
            command,
            asked.CommandId,
            asked.Digest,
            asked.Now,
            stop: stop
        );
        if (sent.Accepted)
            await folding.At(sent.Position, Timeout.InfiniteTimeSpan, stop);
        return sent.With(new Done());
    }
}

/// <summary>Notification settings of the asker.</summary>
/// <param name="QuietFrom">First quiet hour, 0 … 23; null, like <paramref name="QuietTo"/>, where no hour is quiet.</param>
/// <param name="Devices">Number of browsers that take pushes.</param>
/// <param name="First">Channel that is tried first; null: the usual order (push, chat, sms).</param>
/// <param name="Phone">True when texts and calls arrive: there is a gateway, and a number is known.</param>
/// <param name="HasChat">True when messages arrive in the office's messenger app: the installation has one, and a number is known.</param>
/// <param name="Key">Key with which a browser subscribes (RFC 8292), base64url.</param>
internal sealed record NoticesShown(
    int? QuietFrom,
    int? QuietTo,
    bool Push,
    bool Sms,
    bool Chat,
    CallChannel? First,
    int Devices,
    bool Phone,
    bool HasChat,
    string Key,
    long Position
);

/// <param name="QuietFrom">First quiet hour, 0 … 23; left out, like <paramref name="QuietTo"/>, where no hour is quiet.</param>
/// <param name="Chat">True where left out.</param>
/// <param name="First">An enabled channel; left out: the usual order (push, chat, sms).</param>
internal sealed record NewNotices(int? QuietFrom, int? QuietTo, bool? Push, bool? Sms, bool? Chat = null, CallChannel? First = null)
{
    /// <summary>Settings of a body without faults.</summary>
    public Notices Made() => new(QuietFrom, QuietTo, Push ?? true, Sms ?? true, Chat ?? true, First);

    public static IReadOnlyList<string> Faults(NewNotices? body) =>
        [
            .. Checks.Need(body?.Push is not null, "$.push: true or false"),
            .. Checks.Need(body?.Sms is not null, "$.sms: true or false"),
            .. Checks.Need(body?.Made().HasGoodHours != false, "$.quietFrom, $.quietTo: two hours, 0 to 23, or neither"),
            .. Checks.Need(body?.Made().HasGoodFirst != false, "$.first: push, sms or chat, one that comes"),
        ];
}

/// <summary>Subscription that a browser got from its push service.</summary>
/// <param name="P256dh">Public key of the browser, base64url of 65 bytes.</param>
/// <param name="Auth">Secret of the browser, base64url of 16 bytes.</param>
internal sealed record NewPush(string? Endpoint, string? P256dh, string? Auth)
{
    public static IReadOnlyList<string> Faults(NewPush? body, PushHosts hosts) =>
        [
            .. Checks.Need(
                hosts.Allowed(body?.Endpoint) is not null,
                "$.endpoint: an https address of a push service this installation sends to"
            ),
            .. Checks.Need(PushCipher.IsPoint(Bytes(body?.P256dh)), "$.p256dh: a point of P-256, 65 bytes in base64url"),
            .. Checks.Need(Bytes(body?.Auth).Length == PushCipher.SecretBytes, "$.auth: 16 bytes in base64url"),
        ];

    private static byte[] Bytes(string? text) =>
        text is { Length: <= 200 } && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : [];
}

internal sealed record EndedPush(string? Endpoint);
