using Emergency.Domain;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Features.Hotlines;

/// <summary>
/// The newest messages over the lines as this node saw them, both ways and with any result. They stay in memory and are
/// bounded: a refused message leaves no record, rubbish fills no disk, and unsigned messages push out no signed ones.
/// </summary>
internal sealed class LineTraffic(TimeProvider clock)
{
    /// <summary>Number of messages kept of each line: signed with its secret, and others.</summary>
    public const int Most = 100,
        MostUnsigned = 20;
    private readonly Lock _turn = new();
    private readonly Dictionary<(string Line, bool Signed), LinkedList<LineMessage>> _kept = [];

    /// <summary>Messages of all lines, the newest first.</summary>
    public IReadOnlyList<LineMessage> All
    {
        get
        {
            lock (_turn)
                return [.. _kept.Values.SelectMany(kept => kept).OrderByDescending(one => one.At)];
        }
    }

    /// <summary>
    /// Notes a message of the partner that was taken. <paramref name="again"/>: it had been taken before and changed
    /// nothing.
    /// </summary>
    public void Took(string line, string id, string type, IncidentId? incident, bool again, long began) =>
        Add(Theirs(line, began) with { Id = id, Type = type, Incident = incident, Again = again, Status = StatusCodes.Status202Accepted });

    /// <summary>Notes a message of the partner that was refused.</summary>
    /// <param name="id">Null where it has no id that could be shown.</param>
    /// <param name="type">Null where it could not be read.</param>
    public void Refused(string line, string? id, string? type, Problem problem, long began) =>
        Add(Theirs(line, began) with { Id = id, Type = type, Problem = problem, Status = ProblemTable.Status(problem.Code) });

    /// <summary>Notes a message of ours. <paramref name="status"/> null: the partner was not reached or did not answer in time.</summary>
    public void Sent(string line, string id, string type, IncidentId? incident, int? status, long began) =>
        Add(Theirs(line, began) with { Ours = true, Id = id, Type = type, Incident = incident, Status = status });

    private LineMessage Theirs(string line, long began) =>
        new(line, clock.GetUtcNow(), (int)Math.Min(int.MaxValue, clock.GetElapsedTime(began).TotalMilliseconds));

    /// <summary>Adds a message. The same message with the same result is a single row with a count and its latest time.</summary>
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

/// <summary>A message over a line.</summary>
/// <param name="At">Time of the answer.</param>
/// <param name="Milliseconds">Milliseconds until the answer.</param>
internal sealed record LineMessage(string Line, DateTimeOffset At, int Milliseconds)
{
    /// <summary>True when we sent it.</summary>
    public bool Ours { get; init; }

    /// <summary>webhook-id.</summary>
    public string? Id { get; init; }
    public string? Type { get; init; }
    public int? Status { get; init; }
    public Problem? Problem { get; init; }

    /// <summary>True when the message had been taken before and changed nothing.</summary>
    public bool Again { get; init; }
    public IncidentId? Incident { get; init; }

    /// <summary>Number of times it came or was sent with this result.</summary>
    public int Times { get; init; } = 1;

    /// <summary>True when its sender holds the line's secret, as we do for ours.</summary>
    public bool IsSigned => Problem?.Code is not ("hotline.signature" or "hotline.unknown");

    /// <summary>Compares two messages. An unsigned message has no name of its own: the reason of its refusal tells it apart.</summary>
    public bool IsLike(LineMessage other) =>
        (Ours, Status, Again, Problem?.Code) == (other.Ours, other.Status, other.Again, other.Problem?.Code)
        && (
            IsSigned ? Id is not null && Id == other.Id : Problem!.Arguments.SequenceEqual(other.Problem!.Arguments, StringComparer.Ordinal)
        );
}
