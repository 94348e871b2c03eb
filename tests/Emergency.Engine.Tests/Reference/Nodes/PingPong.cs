using System.Globalization;
using Emergency.Engine.Contract;

namespace Emergency.Engine.Tests.Reference.Nodes;

/// <summary>Two nodes move the same entities in turn: whoever comes next remembers an older state, and every answer on that state would be wrong. Prints "wrong …" for each wrong answer and "played rounds refusals" at the end.</summary>
internal sealed class PingPong(IEngine engine, Follower follower, TextWriter print, string name)
{
    private const int Amount = 5;
    private int _refusals;

    public async Task Play(int rounds, bool first)
    {
        await Task.WhenAll(
            Enumerable.Range(0, Duel.Entities).Select(n => Task.Run(() => Play(new("live", "ledger", $"turn-{n}"), rounds, first)))
        );
        print.WriteLine(
            $"played {(rounds * Duel.Entities).ToString(CultureInfo.InvariantCulture)} {_refusals.ToString(CultureInfo.InvariantCulture)} ."
        );
    }

    private async Task Play(EntityId entity, int rounds, bool first)
    {
        var sequence = 0L;
        for (var round = 0; round < rounds; round++)
        {
            if (!first)
                sequence = (await follower.Next(entity, sequence)).Sequence;
            sequence = first ? await Ping(entity, round, sequence) : await Pong(entity, round, sequence);
            if (first)
                sequence = (await follower.Next(entity, sequence)).Sequence;
        }
    }

    // The other has taken all; here it looks as if all were there.
    private async Task<long> Ping(EntityId entity, int round, long sequence)
    {
        if (round % 2 == 0)
            return await Stored(entity, new FillUpTo(Amount), sequence);
        await Refused(entity, new Withdraw(1), "0");
        return await Stored(entity, new Book(Amount), sequence);
    }

    // The other has booked; here it looks as if nothing were there.
    private async Task<long> Pong(EntityId entity, int round, long sequence)
    {
        if (round % 3 == 0)
        {
            await Nothing(entity, new FillUpTo(Amount), sequence);
            // Its acceptance is a row too.
            sequence++;
        }
        else if (round % 3 == 1)
            await Refused(entity, new Withdraw(Amount + 1), $"{Amount}");
        return await Stored(entity, new Withdraw(Amount), sequence);
    }

    private async Task<long> Stored(EntityId entity, object command, long sequence)
    {
        var reply = await Send(entity, command);
        if (reply is not Reply.Accepted { Sequence: var stored } || stored != sequence + 1)
            Wrong(entity, command, reply);
        return sequence + 1;
    }

    private async Task Nothing(EntityId entity, object command, long sequence)
    {
        if (await Send(entity, command) is var reply && reply is not Reply.Accepted { Sequence: var newest } || newest != sequence)
            Wrong(entity, command, reply);
    }

    private async Task Refused(EntityId entity, object command, string there)
    {
        Interlocked.Increment(ref _refusals);
        if (await Send(entity, command) is var reply && (reply is not Reply.Refused { Refusal.Arguments: [var told] } || told != there))
            Wrong(entity, command, reply);
    }

    private ValueTask<Reply> Send(EntityId entity, object command) => engine.Entities.Send(entity, command, Duel.Asked(name));

    private void Wrong(EntityId entity, object command, Reply reply) => print.WriteLine($"wrong {entity} {command}: {reply} .");
}
