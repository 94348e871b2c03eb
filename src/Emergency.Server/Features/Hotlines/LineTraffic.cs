using Emergency.Domain;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Features.Hotlines;

/// <summary>The newest messages over the lines as this node saw them, both ways, whatever became of them. In memory and bounded: what was refused is nobody's record, whoever sends rubbish fills no disk, and what is not signed pushes out nothing that is.</summary>
internal sealed class LineTraffic(TimeProvider clock)
{
    /// <summary>Kept of each line: messages of whoever holds its secret, and others.</summary>
    public const int Most = 100,
        MostUnsigned = 20;
    private readonly Lock _turn = new();
    private readonly Dictionary<(string Line, bool Signed), LinkedList<LineMessage>> _kept = [];

    /// <summary>Of all lines, the newest first.</summary>
    public IReadOnlyList<LineMessage> All
    {
        get
        {
            lock (_turn)
                return [.. _kept.Values.SelectMany(kept => kept).OrderByDescending(one => one.At)];
        }
    }

    /// <summary>One of theirs that was taken; <paramref name="again"/>: it had been taken before and changed nothing.</summary>
    public void Took(string line, string id, string type, IncidentId? incident, bool again, long began) =>
        Add(Theirs(line, began) with { Id = id, Type = type, Incident = incident, Again = again, Status = StatusCodes.Status202Accepted });

    /// <summary>One of theirs that was refused.</summary>
    /// <param name="id">Null where it has none that could be shown.</param>
    /// <param name="type">Null where it could not be read.</param>
    public void Refused(string line, string? id, string? type, Problem problem, long began) =>
        Add(Theirs(line, began) with { Id = id, Type = type, Problem = problem, Status = ProblemTable.Status(problem.Code) });

    /// <summary>One of ours, sent to them; <paramref name="status"/> null: they were not reached or did not answer in time.</summary>
    public void Sent(string line, string id, string type, IncidentId? incident, int? status, long began) =>
        Add(Theirs(line, began) with { Ours = true, Id = id, Type = type, Incident = incident, Status = status });

    private LineMessage Theirs(string line, long began) =>
        new(line, clock.GetUtcNow(), (int)Math.Min(int.MaxValue, clock.GetElapsedTime(began).TotalMilliseconds));

    /// <summary>The same message with the same end is one row with a count, where it was last seen.</summary>
    private void Add(LineMessage message)
    {
        var signed = message.IsSigned;
        lock (_turn)
        {
            if (!_kept.TryGetValue((message.Line, signed), out var kept))
                _kept.Add((message.Line, signed), kept = []);
            for (var node = kept.First; node is not null; node = node.Next)
                if (node.Value.IsLike(message))
                {
                    message = message with { Times = node.Value.Times + 1 };
                    kept.Remove(node);
                    break;
                }
            kept.AddFirst(message);
            if (kept.Count > (signed ? Most : MostUnsigned))
                kept.RemoveLast();
        }
    }
}

/// <summary>One message over a line.</summary>
/// <param name="At">When it was answered.</param>
/// <param name="Milliseconds">Until it was answered.</param>
internal sealed record LineMessage(string Line, DateTimeOffset At, int Milliseconds)
{
    /// <summary>Sent by us.</summary>
    public bool Ours { get; init; }

    /// <summary>webhook-id.</summary>
    public string? Id { get; init; }
    public string? Type { get; init; }
    public int? Status { get; init; }
    public Problem? Problem { get; init; }

    /// <summary>Taken before: it changed nothing.</summary>
    public bool Again { get; init; }
    public IncidentId? Incident { get; init; }

    /// <summary>How often it came or was sent with this end.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Whether its sender holds the line's secret; ours are.</summary>
    public bool IsSigned => Problem?.Code is not ("hotline.signature" or "hotline.unknown");

    /// <summary>What is not signed has no name of its own: it is told apart by what was wrong with it.</summary>
    public bool IsLike(LineMessage other) =>
        (Ours, Status, Again, Problem?.Code) == (other.Ours, other.Status, other.Again, other.Problem?.Code)
        && (
            IsSigned ? Id is not null && Id == other.Id : Problem!.Arguments.SequenceEqual(other.Problem!.Arguments, StringComparer.Ordinal)
        );
}
