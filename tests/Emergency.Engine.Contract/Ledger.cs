using System.Collections.Concurrent;
using System.Text.Json;

namespace Emergency.Engine.Contract;

/// <summary>A ledger: the smallest entity that can say everything a decider can say.</summary>
public sealed record Ledger(long Sum, int Entries)
{
    public static readonly Ledger Empty = new(0, 0);
}

public abstract record LedgerAct;

/// <summary>Books an amount.</summary>
public sealed record Book(long Amount, string Text = "") : LedgerAct;

/// <summary>Books 1, 2, 3 … n as n events.</summary>
public sealed record BookMany(int Count) : LedgerAct;

/// <summary>Books what is missing; nothing where enough is there.</summary>
public sealed record FillUpTo(long Sum) : LedgerAct;

/// <summary>Refused where less is there.</summary>
public sealed record Withdraw(long Amount) : LedgerAct;

/// <summary>Writes an event that cannot be read back.</summary>
public sealed record Spoil : LedgerAct;

/// <summary>A bug in the decider.</summary>
public sealed record Stumble : LedgerAct;

/// <summary>Books once <paramref name="Until"/> is set; <paramref name="Begun"/> is set when the decision begins.</summary>
public sealed record BookLate(long Amount, ManualResetEventSlim Begun, ManualResetEventSlim Until) : LedgerAct;

public sealed record Booked(long Amount, string Text);

public sealed record Spoilt;

/// <summary>Decides for <see cref="Ledger"/> and counts what the engine asks of it.</summary>
public sealed class LedgerDecider : IDecider
{
    public const string NotEnough = "ledger.not-enough";

    private readonly ConcurrentDictionary<object, int> _inside = new(ReferenceEqualityComparer.Instance);
    private int _folded,
        _deciding,
        _mostDeciding;

    public string Kind => "ledger";
    public object Initial => Ledger.Empty;

    /// <summary>The number of times an event was folded.</summary>
    public int Folded => Volatile.Read(ref _folded);

    /// <summary>The most decisions that ran at the same moment.</summary>
    public int MostDeciding => Volatile.Read(ref _mostDeciding);

    /// <summary>True once the same state was decided on by two at the same moment.</summary>
    public bool Overlapped { get; private set; }

    public Decided Decide(object state, object command)
    {
        var ledger = (Ledger)state;
        var deciding = Interlocked.Increment(ref _deciding);
        InterlockedMax(ref _mostDeciding, deciding);
        if (!ReferenceEquals(state, Ledger.Empty) && !_inside.TryAdd(state, 1))
            Overlapped = true;
        try
        {
            return Decide(ledger, command);
        }
        finally
        {
            _inside.TryRemove(state, out _);
            Interlocked.Decrement(ref _deciding);
        }
    }

    public object Evolve(object state, object happened)
    {
        Interlocked.Increment(ref _folded);
        var ledger = (Ledger)state;
        return happened switch
        {
            Booked e => new Ledger(ledger.Sum + e.Amount, ledger.Entries + 1),
            Spoilt => ledger,
            _ => throw new InvalidOperationException($"unforeseen: {happened}"),
        };
    }

    private static Decided Decide(Ledger ledger, object command)
    {
        switch (command)
        {
            case Book c:
                return new Decided.Events([new Booked(c.Amount, c.Text)]);
            case BookMany c:
                return new Decided.Events([.. Enumerable.Range(1, c.Count).Select(n => new Booked(n, ""))]);
            case FillUpTo c:
                return ledger.Sum >= c.Sum ? new Decided.Nothing() : new Decided.Events([new Booked(c.Sum - ledger.Sum, "")]);
            case Withdraw c when ledger.Sum < c.Amount:
                return new Decided.Refused(new(NotEnough, [$"{ledger.Sum}"]));
            case Withdraw c:
                return new Decided.Events([new Booked(-c.Amount, "")]);
            case Spoil:
                return new Decided.Events([new Spoilt()]);
            case Stumble:
                throw new NotSupportedException("the decider stumbled");
            case BookLate c:
                c.Begun.Set();
                c.Until.Wait(Until.AtMost);
                return new Decided.Events([new Booked(c.Amount, "")]);
            default:
                throw new InvalidOperationException($"unforeseen: {command}");
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
            Interlocked.CompareExchange(ref target, value, seen);
    }
}

/// <summary>The stored form of <see cref="Booked"/>. <see cref="Spoilt"/> can be written but never read. A state that is kept is read by the same <paramref name="program"/> alone.</summary>
public sealed class LedgerForms(int program = 1) : IForms
{
    public const string Booked = "ledger.booked.v1",
        Spoilt = "ledger.spoilt.v1";

    private string State => $"ledger.{program}";

    public (string Form, ReadOnlyMemory<byte> Bytes) Write(object happened) =>
        happened switch
        {
            Contract.Booked e => (Booked, JsonSerializer.SerializeToUtf8Bytes(e)),
            Contract.Spoilt => (Spoilt, "{}"u8.ToArray()),
            _ => throw new InvalidOperationException($"no form for {happened}"),
        };

    public object Read(string form, ReadOnlySpan<byte> bytes) =>
        form switch
        {
            Booked => JsonSerializer.Deserialize<Contract.Booked>(bytes)!,
            _ => throw new NotSupportedException($"unknown form {form}"),
        };

    public (string Form, ReadOnlyMemory<byte> Bytes)? WriteState(string kind, object state) =>
        (State, JsonSerializer.SerializeToUtf8Bytes((Ledger)state));

    public object? ReadState(string kind, string form, ReadOnlySpan<byte> bytes) =>
        form == State ? JsonSerializer.Deserialize<Ledger>(bytes) : null;
}
