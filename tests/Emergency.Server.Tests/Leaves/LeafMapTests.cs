using Emergency.Domain;
using Emergency.Server.Infrastructure.Checkpoints;
using Emergency.Server.Infrastructure.Leaves;

namespace Emergency.Server.Tests.Leaves;

/// <summary>The dictionary of small entries answers as any other does, and an old one stays as it was.</summary>
public sealed class LeafMapTests
{
    // Few different hashes, so that some arrays hold keys that the hash cannot separate.
    private readonly record struct Key(int Value)
    {
        public override int GetHashCode() => Value % 50;
    }

    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 400)]
    [InlineData(3, 4_000)]
    public void It_answers_as_a_dictionary_does(int seed, int keys)
    {
        var (random, all, same) = (new Random(seed), LeafMap<int, int>.Empty, new Dictionary<int, int>());
        for (var n = 0; n < 20_000; n++)
        {
            var key = random.Next(keys);
            // Grows, then shrinks to nearly nothing.
            if (random.Next(10) < (n < 10_000 ? 8 : 2))
                (all, same[key]) = (all.SetItem(key, n), n);
            else
            {
                all = all.Remove(key);
                same.Remove(key);
            }
            all.Count.ShouldBe(same.Count);
            all.TryGetValue(key, out var value).ShouldBe(same.TryGetValue(key, out var other));
            value.ShouldBe(other);
        }
        all.OrderBy(one => one.Key).ShouldBe(same.OrderBy(one => one.Key));
        LeafMap<int, int>.From(same).OrderBy(one => one.Key).ShouldBe(same.OrderBy(one => one.Key));
    }

    [Fact]
    public void Keys_of_one_hash_are_told_apart()
    {
        var all = Enumerable.Range(0, 3_000).Aggregate(LeafMap<Key, int>.Empty, (all, n) => all.SetItem(new(n), n));
        all.Count.ShouldBe(3_000);
        for (var n = 0; n < 3_000; n++)
            all[new(n)].ShouldBe(n);
        all = Enumerable.Range(0, 2_990).Aggregate(all, (all, n) => all.Remove(new(n)));
        all.Keys.Select(key => key.Value).Order().ShouldBe(Enumerable.Range(2_990, 10));
    }

    [Fact]
    public void An_old_one_stays_as_it_was()
    {
        var old = LeafMap<int, string>.From(Enumerable.Range(0, 500).ToDictionary(n => n, n => $"{n}"));
        _ = Enumerable.Range(0, 500).Aggregate(old, (all, n) => n % 2 == 0 ? all.Remove(n) : all.SetItem(n, "changed"));
        old.Count.ShouldBe(500);
        old.ShouldAllBe(one => one.Value == $"{one.Key}");
        old.Remove(1_000).ShouldBeSameAs(old);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(5_000)]
    public void It_is_read_from_a_checkpoint_as_it_was_written_and_beside_a_basis_as_its_difference(int size)
    {
        var live = Enumerable.Range(0, size).Aggregate(LeafMap<PersonId, string>.Empty, (all, n) => all.SetItem(Person(n), $"{n}"));
        var drill = live.SetItem(Person(size + 1), "more").Remove(Person(3)).SetItem(Person(5), "other");
        Read(Written(live, null), null).OrderBy(Id).ShouldBe(live.OrderBy(Id));
        Read(Written(drill, live), live).OrderBy(Id).ShouldBe(drill.OrderBy(Id));
        Written(drill, live).Length.ShouldBeLessThan(200);
    }

    private static Guid Id(KeyValuePair<PersonId, string> one) => one.Key.Value;

    private static PersonId Person(int n) => new(new Guid(n, 0, 0, new byte[8]));

    private static byte[] Written(LeafMap<PersonId, string> all, LeafMap<PersonId, string>? basis)
    {
        using var bytes = new MemoryStream();
        var output = new Output(bytes);
        new Codecs([]).Of<LeafMap<PersonId, string>>().Write(output, all, basis);
        output.Flush();
        return bytes.ToArray();
    }

    private static LeafMap<PersonId, string> Read(byte[] bytes, LeafMap<PersonId, string>? basis) =>
        new Codecs([]).Of<LeafMap<PersonId, string>>().Read(new Input(new MemoryStream(bytes)), basis)!;
}
