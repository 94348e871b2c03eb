using System.Globalization;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Broadcast;
using Emergency.Server.Infrastructure.Views;
using Microsoft.AspNetCore.SignalR;

namespace Emergency.Server.Across.Live;

/// <summary>
/// Subscribe-only. The server sends changed([{group, position, view, key, value|null}]), left(group, reason) and, each second,
/// head(position): all changes up to it have been sent.
/// </summary>
internal sealed class LiveHub(
    Outlet outlet,
    Lines lines,
    Folding folding,
    OpenSessions sessions,
    Clock clock,
    TimeProvider time,
    SecurityLog security
) : Hub
{
    private static readonly string[] Kinds = ["division", "incident", "doors", "me"];
    private const int MostGroups = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Joins a group; its changes follow. Refused with the problem's code.</summary>
    /// <param name="realm">"live", or a drill's.</param>
    /// <param name="kind">division, incident, doors or me.</param>
    /// <param name="id">Division code; incident id; "incident/community"; account key, or empty for the asker's own.</param>
    /// <param name="since">Last known position (from changed, head or a join); null for the whole state.</param>
    public async Task<Joined> Join(string realm, string kind, string id, long? since)
    {
        var listener = Mine;
        if (realm is null || kind is null || id is null)
            throw Refusal(Problem.Bad("realm, kind, id: text"));
        var group = new Group(realm, kind, kind == "me" && id.Length == 0 ? listener.Asked.Account.Key : id);
        var known = await UpTo(since);
        if (!listener.Add(group, MostGroups))
            throw Refusal(Problem.Bad(string.Create(CultureInfo.InvariantCulture, $"at most {MostGroups} groups")));
        // Checked after the group is on the list that is examined when roles change, so that no change falls in between.
        if (await Refused(listener, group) is { } problem)
        {
            listener.Remove(group, null);
            // Text of a client is not written to the log.
            security.Note(listener.Asked, problem, Kinds.FirstOrDefault(one => one == kind) ?? "something else");
            throw Refusal(problem);
        }
        Joined? joined;
        do joined = outlet
            .Of(group)
            .Join(listener, since <= known.At.Value ? new Position(since.Value) : null, outlet.Floor, () => Shown(group), time);
        while (joined is null);
        if (listener.IsIn(group))
            return joined;
        outlet.Of(group).Leave(listener);
        listener.Release();
        throw Refusal(Problem.NotFound);
    }

    /// <summary>Leaves a group; has no effect where the client was not in it.</summary>
    public void Leave(string realm, string kind, string id)
    {
        var group = new Group(realm, kind, kind == "me" && id?.Length == 0 ? Mine.Asked.Account.Key : id ?? "");
        Mine.Remove(group, null);
        outlet.Of(group).Leave(Mine);
    }

    public override Task OnConnectedAsync()
    {
        var asked =
            Context.GetHttpContext()?.Features.Get<Asked>()
            ?? throw new InvalidOperationException("the hub's route does not say that it needs a session");
        outlet.Listeners[Context.ConnectionId] = new Listener(lines.Take(Context.ConnectionId), asked, time);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        if (outlet.Listeners.TryRemove(Context.ConnectionId, out var listener))
            foreach (var group in listener.Groups)
                outlet.Of(group).Leave(listener);
        return base.OnDisconnectedAsync(exception);
    }

    private Listener Mine => outlet.Listeners[Context.ConnectionId];

    private (Position, IReadOnlyList<Change>) Shown(Group group)
    {
        var known = folding.Now;
        return (known.At, Folding.Show(known, folding.Views, group));
    }

    /// <summary>
    /// Reason why the asker may not listen; null where they may. Given only by a node that holds everything the journal holds.
    /// </summary>
    private async Task<Problem?> Refused(Listener listener, Group group)
    {
        try
        {
            var session = listener.Asked.Session is { } id ? await sessions.Find(id, Context.ConnectionAborted) : null;
            Problem? Of(Known known) => Rights.Problem(listener, session, known, group, clock.Now(Entities.Live));
            return Of(await folding.With(known => Of(known) is null, Context.ConnectionAborted));
        }
        catch (ViewsBehind behind)
        {
            return Problem.Behind(behind.Percent);
        }
    }

    /// <summary>
    /// Returns the views once they have reached the journal's end at the start, and the position that the client knows from another node.
    /// </summary>
    private async Task<Known> UpTo(long? since)
    {
        var standing = Task.WhenAll(folding.Standing, outlet.Started);
        await standing.WaitAsync(Patience, time, Context.ConnectionAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!standing.IsCompletedSuccessfully)
            throw Refusal(Problem.Behind(folding.Percent));
        return await folding.At(new Position(since ?? 0), Patience, Context.ConnectionAborted) ?? folding.Now;
    }

    private static HubException Refusal(Problem problem) =>
        new(problem.Arguments.Count == 0 ? problem.Code : $"{problem.Code}: {string.Join("; ", problem.Arguments)}");
}
