using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>A device on which an account is signed in.</summary>
/// <param name="On">A desk or a phone; null for a session of an earlier version, which did not record it.</param>
/// <param name="Device">Browser and system, such as "Chrome · Android"; null where the device did not name them.</param>
/// <param name="Used">Time of its last use, to the hour.</param>
/// <param name="EndsAt">Time at which the session ends by itself.</param>
/// <param name="Carried">The session is past its end, but an incident of its place is running.</param>
/// <param name="Current">The device that sends this request.</param>
internal sealed record DeviceShown(
    SessionId Session,
    SessionOn? On,
    string? Device,
    DateTimeOffset Since,
    DateTimeOffset Used,
    DateTimeOffset EndsAt,
    bool Carried,
    bool Current
);

/// <summary>The devices of one account, the most recently used first.</summary>
internal sealed record DeviceList(ListOf<DeviceShown> Items);

/// <summary>Lists and ends the sessions of an account, for its owner and for those who may change it.</summary>
internal static class DeviceEndpoints
{
    public static RouteGroupBuilder MapDevices(this RouteGroupBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("session");
        session.MapGet("/devices", Own).NeedsSession();
        session.MapPost("/devices/{device:guid}/end", EndOwn).NeedsSession();
        session.MapPost("/devices/end-others", EndOthers).NeedsSession();
        return api;
    }

    public static RouteGroupBuilder MapDevicesOf(this RouteGroupBuilder accounts)
    {
        accounts.MapGet("/{account}/devices", Of).Needs(AccountPermissions.Change);
        accounts.MapPost("/{account}/devices/{device:guid}/end", EndOf).Needs(AccountPermissions.Change);
        accounts.MapPost("/{account}/devices/end", EndAllOf).Needs(AccountPermissions.Change);
        return accounts;
    }

    /// <summary>Lists the devices on which one is signed in.</summary>
    public static async Task<Outcome<DeviceList>> Own(
        Asked asked,
        Known known,
        OpenSessions sessions,
        Clock clock,
        CancellationToken stop
    ) =>
        new Outcome<DeviceList>(
            Listed(known.Of<AccountsKnown>().Find(asked.Account)!, await sessions.Of(asked.Account, stop), known, clock, asked.Session),
            known.At
        );

    /// <summary>Ends one of one's own sessions, also the asking one; a session that has ended already is no fault. Its WebSockets are closed at once.</summary>
    public static async Task<Outcome<Done>> EndOwn(Guid device, Asked asked, SigningIn signingIn, CancellationToken stop) =>
        (await signingIn.Out(asked, [new SessionId(device)], stop)).With(new Done());

    /// <summary>Ends all of one's own sessions but the asking one.</summary>
    public static async Task<Outcome<Done>> EndOthers(Asked asked, SigningIn signingIn, CancellationToken stop) =>
        (await signingIn.OutElsewhere(asked, stop)).With(new Done());

    /// <summary>Lists the devices on which an account of one's scope is signed in.</summary>
    public static async Task<Outcome<DeviceList>> Of(
        string account,
        Asked asked,
        Administration administration,
        OpenSessions sessions,
        Folding folding,
        Clock clock,
        CancellationToken stop
    )
    {
        var (found, problem) = await administration.Of(asked, new AccountId(account), stop);
        if (found is null || problem is not null)
            return problem!;
        var open = await sessions.Of(found.Id, stop);
        return new Outcome<DeviceList>(Listed(found, open, folding.Now, clock, null), folding.Now.At);
    }

    /// <summary>Ends one session of an account of one's scope, for example because a phone was lost.</summary>
    public static async Task<Outcome<Done>> EndOf(
        string account,
        Guid device,
        Asked asked,
        Administration administration,
        CancellationToken stop
    ) => (await administration.EndSessions(asked, new AccountId(account), new SessionId(device), stop)).With(new Done());

    /// <summary>Ends all sessions of an account of one's scope.</summary>
    public static async Task<Outcome<Done>> EndAllOf(string account, Asked asked, Administration administration, CancellationToken stop) =>
        (await administration.EndSessions(asked, new AccountId(account), null, stop)).With(new Done());

    private static DeviceList Listed(
        AccountKnown account,
        IReadOnlyList<OpenSession> sessions,
        Known known,
        Clock clock,
        SessionId? current
    )
    {
        var now = clock.Now(Entities.Live);
        return new([
            .. sessions
                .Where(one => known.Holder(one, now) is not null)
                .OrderByDescending(one => one.State.Used)
                .ThenBy(one => one.Id.Value)
                .Select(one => new DeviceShown(
                    one.Id,
                    one.State.On,
                    one.State.Device,
                    one.State.Since,
                    one.State.Used,
                    SessionEnds.Alone(one.State),
                    known.Carried(account, one.State, now),
                    one.Id == current
                )),
        ]);
    }
}
