using System.Globalization;
using Emergency.Drills.Plays;

namespace Emergency.Drills.Playing;

/// <summary>Does the act of an inject, and compares the answer with the play's expectation.</summary>
public sealed class Acts(
    Play play,
    Cast cast,
    Partner partner,
    SimulatorProcess? simulator,
    DoorActs doorActs,
    Values values,
    TimeProvider clock
)
{
    /// <summary>The newest position that was answered.</summary>
    public long Newest { get; private set; }

    /// <summary>Does the act; null where all is as wanted, else the difference.</summary>
    public async Task<string?> Do(Inject inject, CancellationToken stop)
    {
        try
        {
            var act = inject.Do;
            if (act.Join is { } join)
            {
                var group = join.Kind == "me" ? (await cast.Player(inject.As!, stop)).Key : values.Fill(join.Group ?? "");
                await (await cast.Hub(inject.As!, stop)).Join(join.Kind, group, stop);
                return null;
            }
            if (act.Simulator is { } line)
            {
                await simulator!.Turn(line, stop);
                return null;
            }
            if (act.Doors is { } doors)
                return await doorActs.Play(await cast.Player(inject.As!, stop), doors, account => cast.Player(account, stop), stop);
            if (act.Tasks is { } tasks)
                return await TaskActs.Finish(
                    await cast.Player(inject.As!, stop),
                    values.Fill("/api/incidents/{incident}/tasks"),
                    tasks.Finish,
                    stop
                );
            var answer = await Send(inject, act, stop);
            Note(answer);
            if (inject.Status is { } status ? answer.Status != status : !answer.Fine)
                return $"answered {answer.Status} {answer.Body?.ToJsonString()}";
            if (inject.Code is { } code && answer.Code != code)
                return $"answered {answer.Code} instead of {code}";
            if (Paths.Mismatch(answer.Body, values.Fill(inject.Where)) is { } mismatch)
                return mismatch;
            values.Keep(inject.Keep, answer.Body);
            return null;
        }
        catch (HttpRequestException broken)
        {
            return broken.Message;
        }
        catch (BadPlay bad)
        {
            return bad.Message;
        }
    }

    private async Task<Player.Answer> Send(Inject inject, Act act, CancellationToken stop)
    {
        if (act.Hotline is { } call)
            return await partner.Send(
                call.Line,
                $"msg_{Guid.CreateVersion7():N}",
                call.Type,
                values.Fill(call.Data)!,
                clock.GetUtcNow(),
                stop
            );
        var player = await cast.Player(inject.As!, stop);
        if (act.Import is { } import)
        {
            if (import.Kind == "residents")
                doorActs.Registers.AddPersons(import.Text);
            return await player.Upload(
                $"/api/imports/{import.Kind}?division={play.Community}",
                import.File,
                values.Fill(import.Text),
                stop
            );
        }
        if (act.Roster is { } roster)
            return await player.Upload($"/api/imports/roster?division={play.Community}", "roster.csv", Turns(roster), stop);
        var (method, request) = act switch
        {
            { Post: { } post } => (HttpMethod.Post, post),
            { Put: { } put } => (HttpMethod.Put, put),
            { Delete: { } delete } => (HttpMethod.Delete, delete),
            _ => (HttpMethod.Get, act.Get!),
        };
        return await player.Send(method, After(method, values.Fill(request.Path)), values.Fill(request.Body), stop);
    }

    /// <summary>Path that waits for the newest position answered, so that a player who acts and then looks sees the act.</summary>
    private string After(HttpMethod method, string path) =>
        method != HttpMethod.Get || Newest == 0
            ? path
            : FormattableString.Invariant($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}after={Newest}");

    private void Note(Player.Answer answer)
    {
        if (long.TryParse(answer.Position, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            Newest = Math.Max(Newest, position);
    }

    /// <summary>Roster of one shift from two hours ago to six hours from now, in Asia/Shanghai, dated on the day it began.</summary>
    private string Turns(RosterAct roster)
    {
        var now = clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        var (from, to) = (now.AddHours(-2), now.AddHours(6));
        var rows = roster.Turns.Select(turn =>
            FormattableString.Invariant(
                $"{play.Community},{from:yyyy-MM-dd},{roster.Shift},{from:HH:mm},{to:HH:mm},{turn.Post},{turn.Member}"
            )
        );
        return string.Join('\n', rows.Prepend("community_code,day,shift,from,to,post,member_id")) + "\n";
    }
}
