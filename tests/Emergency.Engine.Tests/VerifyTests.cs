using System.Text;
using Emergency.Engine.Contract;
using Emergency.Engine.Entities;
using Emergency.Engine.Seals;
using Emergency.Engine.Storage.Sqlite;

namespace Emergency.Engine.Tests;

/// <summary>A hand that touches the journal behind our back is found out. Each test damages a stopped database.</summary>
public sealed class VerifyTests : IAsyncLifetime
{
    private readonly SqliteSite _site = new();
    private string _folder = "";

    public async ValueTask InitializeAsync()
    {
        var engine = await _site.Open();
        for (var n = 0; n < 20; n++)
            (await engine.Entities.Send(Named($"{n % 4}"), new Book(n), Meta())).ShouldBeOfType<Reply.Accepted>();
        await engine.DisposeAsync();
        _folder = _site.Settings.Data;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private static EntityId Named(string key) => new("live", "ledger", key);

    private static Meta Meta() =>
        new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);

    private Task<Verification> Checked(string? folder = null) => Verify.Run(_site.Settings with { Data = folder ?? _folder });

    private void Damage(string sql)
    {
        using var connection = Connection.ToWrite(Path.Combine(_folder, "journal.db"));
        connection.Run(sql);
    }

    [Fact]
    public async Task What_changed_nothing_is_a_row_like_any_other_and_missed_when_it_is_taken_away()
    {
        var engine = await _site.Open();
        (await engine.Entities.Send(Named("0"), new FillUpTo(0), Meta())).ShouldBeOfType<Reply.Accepted>();
        (await engine.Entities.Send(Named("0"), new Book(1), Meta())).ShouldBeOfType<Reply.Accepted>();
        await engine.DisposeAsync();
        (await Checked()).ShouldSatisfyAllConditions(v => v.Whole.ShouldBeTrue(), v => v.Rows.ShouldBe(22));
        Damage("delete from journal where ordering = 21");
        (await Checked()).Broken.ShouldBe("position 22: live/ledger/0 goes from sequence 5 to 7");
    }

    [Fact]
    public async Task A_journal_nobody_touched_is_whole_and_sealed_to_its_end()
    {
        (await Checked()).ShouldBe(
            new Verification(20, 20, 20, 0, null, [])
            {
                Sealed = 20,
                Proof = new() { AccidentsOnly = 20 },
            },
            new Alike()
        );
    }

    [Fact]
    public async Task What_came_since_the_last_seal_is_counted_beside_a_running_server()
    {
        var engine = await _site.Open();
        await engine.Entities.Send(Named("0"), new Book(1), Meta());
        await engine.Entities.Send(Named("1"), new Book(1), Meta());
        (await Checked()).ShouldSatisfyAllConditions(v => v.Whole.ShouldBeTrue(), v => v.Unsealed.ShouldBe(2), v => v.Rows.ShouldBe(22));
    }

    [Fact]
    public async Task A_flipped_byte_is_found_wherever_it_is()
    {
        var length = 0L;
        using (var connection = Connection.ToRead(Path.Combine(_folder, "journal.db")))
            length = connection.Number("select length(message) from journal where ordering = 7");
        for (var at = 1; at <= length; at += 13)
        {
            var flip =
                $"update journal set message = substr(message, 1, {at - 1}) || char(unicode(substr(message, {at}, 1)) + 1) || substr(message, {at + 1}) where ordering = 7";
            Damage("begin; create table kept as select message from journal where ordering = 7; commit");
            Damage(
                flip.Replace("message = ", "message = cast(", StringComparison.Ordinal)
                    .Replace(" where", " as blob) where", StringComparison.Ordinal)
            );
            (await Checked()).Broken.ShouldNotBeNull($"byte {at}").ShouldStartWith("position 7:");
            Damage("update journal set message = (select message from kept) where ordering = 7; drop table kept");
        }
        (await Checked()).Whole.ShouldBeTrue();
    }

    [Theory]
    [InlineData("delete from journal where ordering = 7", "position 11: live/ledger/2 goes from sequence 1 to 3")]
    [InlineData("delete from journal where ordering = 1", "position 5: live/ledger/0 goes from sequence 0 to 2")]
    [InlineData("delete from journal where persistence_id = 'live/ledger/1'", "the seal over positions 1-20 does not fit its rows")]
    [InlineData(
        "update journal set ordering = 100 where ordering = 3; update journal set ordering = 3 where ordering = 4; update journal set ordering = 4 where ordering = 100",
        "the seal over positions 1-20 does not fit its rows"
    )]
    [InlineData(
        "update journal set message = (select message from journal where ordering = 4) where ordering = 3",
        "position 3: live/ledger/2 1: the hash does not fit the stored bytes"
    )]
    [InlineData(
        "update journal set manifest = 'ledger.spoilt.v1' where ordering = 9",
        "position 9: live/ledger/0 3: the hash does not fit the stored bytes"
    )]
    [InlineData("update journal set deleted = 1 where ordering = 9", "position 9: marked as deleted")]
    [InlineData("update journal set identifier = 1 where ordering = 9", "position 9: written by serializer 1")]
    public async Task A_row_removed_swapped_or_changed_is_named(string damage, string found)
    {
        Damage(damage);
        (await Checked()).Broken.ShouldBe(found);
    }

    // Somebody who knows how the hash is made changes what was said, and makes it anew.
    private void Rewrite(long position)
    {
        var (stream, sequence, form, message) = ("", 0L, "", Array.Empty<byte>());
        using (var connection = Connection.ToRead(Path.Combine(_folder, "journal.db")))
        {
            var read = connection[$"select persistence_id, sequence_number, manifest, message from journal where ordering = {position}"];
            read.Step().ShouldBeTrue();
            (stream, sequence, form, message) = (read.Text(0), read.Number(1), read.Text(2), read.Bytes(3));
            read.Reset();
        }
        var opened = Envelope.Open(stream, sequence, form, message);
        var rewritten = Envelope.Close(
            stream,
            sequence,
            form,
            opened.Meta,
            opened.Previous,
            Encoding.UTF8.GetBytes(
                Encoding.UTF8.GetString(opened.Data.Span).Replace("\"Text\":\"\"", "\"Text\":\"never said\"", StringComparison.Ordinal)
            ),
            out _
        );
        rewritten.ShouldNotBe(message);
        Damage($"update journal set message = x'{Convert.ToHexString(rewritten)}' where ordering = {position}");
    }

    [Fact]
    public async Task A_row_that_was_rewritten_with_its_hash_is_found_by_the_next_of_its_stream_before_it_is_sealed()
    {
        Damage("delete from seal");
        Rewrite(7);
        (await Checked()).Broken.ShouldBe("position 11: live/ledger/2 3 does not follow its predecessor");
    }

    [Fact]
    public async Task The_newest_row_of_a_stream_that_was_rewritten_with_its_hash_is_found_by_its_seal()
    {
        Rewrite(20);
        (await Checked()).Broken.ShouldBe("the seal over positions 1-20 does not fit its rows");
    }

    [Fact]
    public async Task Rows_of_one_stream_that_changed_places_are_found()
    {
        Damage(
            "update journal set sequence_number = 100 where ordering = 2; update journal set sequence_number = 1 where ordering = 6; update journal set sequence_number = 2 where ordering = 2"
        );
        (await Checked()).Broken.ShouldNotBeNull().ShouldContain("live/ledger/1");
    }

    [Fact]
    public async Task A_cut_tail_is_missed_even_when_its_seal_is_cut_too()
    {
        Damage("delete from journal where ordering > 17; delete from seal");
        (await Checked()).ShouldSatisfyAllConditions(
            v => v.Whole.ShouldBeFalse(),
            v => v.Broken.ShouldBeNull(),
            v => v.Lost.ShouldBe(["18-20"])
        );
    }

    [Fact]
    public async Task A_seal_whose_rows_are_cut_off_is_missed_too()
    {
        Damage("delete from journal where ordering > 17");
        File.Delete(Path.Combine(_folder, "head"));
        (await Checked()).Broken.ShouldBe("the seal over positions 1-20 does not fit its rows");
    }

    [Fact]
    public async Task What_was_lost_stays_on_record_when_the_server_goes_on_and_no_place_is_given_twice()
    {
        Damage("delete from journal where ordering > 17; delete from seal; update sqlite_sequence set seq = 17");
        var engine = await _site.Open();
        var reply = (await engine.Entities.Send(Named("0"), new Book(1), Meta())).ShouldBeOfType<Reply.Accepted>();
        reply.Position.ShouldBe(new Position(21));
        await engine.DisposeAsync();
        (await Checked()).ShouldSatisfyAllConditions(
            v => v.Broken.ShouldBeNull(),
            v => v.Lost.ShouldBe(["18-20"]),
            v => v.Last.ShouldBe(21)
        );
    }

    [Fact]
    public async Task Each_ten_thousand_rows_are_sealed_while_the_server_runs()
    {
        var engine = await _site.Open();
        for (var n = 0; n < 25; n++)
            (await engine.Entities.Send(Named("many"), new BookMany(1_000), Meta())).ShouldBeOfType<Reply.Accepted>();
        await engine.DisposeAsync();
        (await Checked()).ShouldSatisfyAllConditions(
            v => v.Whole.ShouldBeTrue(),
            v => v.Unsealed.ShouldBe(0),
            v => v.Rows.ShouldBe(25_020)
        );
        using var connection = Connection.ToRead(Path.Combine(_folder, "journal.db"));
        connection.Number("select max(rows) from seal").ShouldBe(10_000);
    }

    private sealed class Alike : IEqualityComparer<Verification>
    {
        public bool Equals(Verification? x, Verification? y) =>
            x is not null
            && y is not null
            && Bare(x) == Bare(y)
            && x.Lost.SequenceEqual(y.Lost, StringComparer.Ordinal)
            && x.Missing.SequenceEqual(y.Missing, StringComparer.Ordinal);

        private static Verification Bare(Verification of) => of with { Lost = [], Missing = [], Proof = of.Proof with { Notes = [] } };

        public int GetHashCode(Verification obj) => obj.Rows.GetHashCode();
    }
}
