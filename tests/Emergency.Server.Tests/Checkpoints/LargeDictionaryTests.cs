using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Entrusting;
using Emergency.Server.Features.Entrusting;
using Emergency.Server.Infrastructure.Checkpoints;

namespace Emergency.Server.Tests.Checkpoints;

/// <summary>
/// A dictionary of many entries lies in a checkpoint in parts, which several threads load; it is the same again at any size.
/// </summary>
public sealed class LargeDictionaryTests
{
    private static readonly string[] Causes = ["visit", "school", "call"];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(1_023, 3)]
    [InlineData(1_024, 1_500)]
    [InlineData(1_025, 0)]
    [InlineData(1_280, 1_024)]
    [InlineData(40_003, 9)]
    public void It_is_read_as_it_was_written(int size, int inner)
    {
        var all = Made(size, inner);
        Read(Written(all)).ShouldBeAlike(all);
    }

    [Fact]
    public void Many_threads_read_types_that_none_has_read_before()
    {
        var all = Made(5_000, 1_500);
        var bytes = Written(all);
        Parallel.For(0, 8, _ => Read(bytes).ShouldBeAlike(all));
    }

    [Fact]
    public void One_that_ends_too_early_is_refused()
    {
        var bytes = Written(Made(3_000, 0));
        Should.Throw<Exception>(() => Read(bytes[..^9]));
    }

    private static ImmutableDictionary<PersonId, EntrustmentKnown> Made(int size, int inner) =>
        Enumerable
            .Range(0, size)
            .ToImmutableDictionary(
                n => new PersonId(new Guid(n, 0, 0, new byte[8])),
                n =>
                    EntrustmentKnown.New with
                    {
                        From = n % 2 == 0 ? new DateOnly(2026, 1, 1).AddDays(n) : null,
                        Letters =
                        [
                            .. Enumerable
                                .Range(0, n == 7 ? inner : n % 3)
                                .Select(to => new LetterKnown((LetterTo)(to % 4), LetterStage.Owed, null, to)),
                        ],
                        Asked = n % 5 == 0 ? new(Causes[n % 3], DateTimeOffset.UnixEpoch.AddHours(n), null, n) : null,
                    }
            );

    private static byte[] Written(ImmutableDictionary<PersonId, EntrustmentKnown> all)
    {
        using var bytes = new MemoryStream();
        var output = new Output(bytes);
        new Codecs([]).Of<ImmutableDictionary<PersonId, EntrustmentKnown>>().Write(output, all, null);
        output.Flush();
        return bytes.ToArray();
    }

    private static ImmutableDictionary<PersonId, EntrustmentKnown> Read(byte[] bytes) =>
        new Codecs([]).Of<ImmutableDictionary<PersonId, EntrustmentKnown>>().Read(new Input(new MemoryStream(bytes)), null);
}

file static class Alike
{
    public static void ShouldBeAlike<TKey, T>(this ImmutableDictionary<TKey, T> one, ImmutableDictionary<TKey, T> other)
        where TKey : notnull
    {
        one.Count.ShouldBe(other.Count);
        foreach (var (key, value) in other)
            one[key].ShouldBe(value);
    }
}
