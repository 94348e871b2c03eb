using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Calls.WebPush;

/// <summary>Sends pushes to all devices of some accounts. A device that its service no longer knows is forgotten.</summary>
internal sealed class DevicePushes(PushSender pushes, Folding folding, Insisting insisting)
{
    private const string Sender = "calls";

    /// <summary>
    /// Pushes to all devices. <c>Sent</c>: the service of at least one device has accepted it. <c>Again</c>: another try may succeed.
    /// </summary>
    /// <param name="about">Call or thing; a later push about the same one replaces the first on the device.</param>
    /// <param name="key">Name of this push in the record of a device that is gone.</param>
    public async Task<(bool Sent, bool Again)> Push(
        IEnumerable<AccountId> accounts,
        CallId about,
        (string Title, string Text) words,
        DateTimeOffset until,
        string key,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var (sent, again) = (false, false);
        foreach (var account in accounts)
        foreach (
            var (device, at) in folding.Now.Of<AccountsKnown>().Find(account) is { State: { Suspended: null } state }
                ? state.Pushes
                : Account.None.Pushes
        )
            switch (await pushes.Send(at, about, words, until, stop))
            {
                case >= 200 and < 300:
                    sent = true;
                    break;
                case 404 or 410:
                    await insisting.Send(
                        Sender,
                        $"{key} {device} gone",
                        Entities.Account(account),
                        new UnsubscribePush(device, PushEnd.Gone, now),
                        null,
                        stop
                    );
                    break;
                case null or 408 or 425 or 429 or >= 500:
                    again = true;
                    break;
            }
        return (sent, again);
    }
}
