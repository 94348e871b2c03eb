using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Emergency.Domain;
using Emergency.Server.Across.Imports;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Imports;

[Collection(nameof(Quarter))]
public sealed class HttpRefusedTests(Quarter quarter)
{
    private static Task<Answer> Send(
        Api who,
        string kind,
        byte[] bytes,
        string division = QuarterRegisters.Here,
        params (string Name, string Value)[] headers
    ) => who.Send(HttpMethod.Post, $"/api/imports/{kind}?division={division}&file=register", new ByteArrayContent(bytes), headers);

    [Fact]
    public async Task A_register_is_imported_only_by_who_answers_for_the_place()
    {
        foreach (var kind in Enum.GetValues<RegisterKind>())
        {
            var (slug, needs) = (RegisterKinds.Slug(kind), Importing.Needs(kind));
            foreach (var role in Enum.GetValues<Role>())
            {
                var may = needs.Of(role) == Reach.Scope;
                if (!may)
                    (await Send(await quarter.As(role), slug, "试"u8.ToArray())).Is(403).Code.ShouldBe("scope.not-yours", $"{slug} {role}");
                else
                    foreach (var from in (From[])[From.Away, From.Far])
                        (await Send(await quarter.As(role, from), slug, "试"u8.ToArray()))
                            .Is(404)
                            .Code.ShouldBe("not-found", $"{slug} {role} {from}");
                if (may && role == Role.Secretary)
                    (await Send(await quarter.As(role, From.Next), slug, "试"u8.ToArray())).Is(403).Code.ShouldBe("scope.not-yours", slug);
            }
        }
    }

    [Fact]
    public async Task Rows_of_another_community_are_not_let_in_with_ones_own()
    {
        var secretary = await quarter.As(Role.Secretary);
        await quarter.News();
        var answer = (
            await Send(
                secretary,
                "supplies",
                Encoding.UTF8.GetBytes(
                    $"item_id,name,unit,quantity,community_code\nB1,手电,支,9,{QuarterRegisters.Next}\nB2,手电,支,9,{QuarterRegisters.Away}\n"
                )
            )
        ).Is(200);
        answer["files"]
            [0]
            .GetProperty("findings")
            .EnumerateArray()
            .Select(finding => finding.GetProperty("reason").GetString())
            .ShouldBe(["unknown_community", "unknown_community"]);
        (await quarter.Written(secretary)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_import_is_taken_back_only_by_who_answers_for_the_place()
    {
        var file = await QuarterRegisters.Import(
            await quarter.As(Role.Secretary),
            "supplies",
            QuarterRegisters.Here,
            "own.csv",
            $"item_id,name,unit,quantity,community_code\nOWN,手电,支,9,{QuarterRegisters.Here}\n"
        );
        var path = $"/api/imports/{file.String("importId")}";
        foreach (
            var (role, from, status) in ((Role, From, int)[])
                [
                    (Role.Secretary, From.Next, 403),
                    (Role.Secretary, From.Away, 404),
                    (Role.Secretary, From.Far, 404),
                    (Role.StreetOfficer, From.Away, 404),
                    (Role.CountyDuty, From.Here, 403),
                    (Role.Operator, From.Away, 404),
                ]
        )
        {
            var stranger = await quarter.As(role, from);
            await quarter.News();
            (await stranger.Delete(path)).Is(status);
            (await stranger.Get(path)).Is(404).Code.ShouldBe("import.unknown");
            (await quarter.Written(stranger)).ShouldBeEmpty();
        }
        (await (await quarter.As(Role.StreetOfficer)).Delete(path)).Is(200);
    }

    [Fact]
    public async Task A_file_that_is_no_register_is_refused_with_a_sentence()
    {
        foreach (var kind in Enum.GetValues<RegisterKind>().Select(RegisterKinds.Slug))
        foreach (
            var bytes in (byte[][])
                [
                    [],
                    "您好，名册明天送到。"u8.ToArray(),
                    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0],
                    [0x61, 0x2C, 0xFF, 0xFF, 0x80, 0x0A],
                    [0x50, 0x4B, 0x03, 0x04, 0, 0, 0, 0],
                ]
        )
        {
            await quarter.News();
            var (chinese, english) = (
                await Send(quarter.Clerk, kind, bytes),
                await Send(quarter.Clerk, kind, bytes, QuarterRegisters.Here, ("Accept-Language", "en"))
            );
            (chinese.Is(400).Code, english.Is(400).Code).ShouldBe(("import.unreadable", "import.unreadable"), $"{kind}: {chinese.Text}");
            (chinese.String("title"), english.String("title")).ShouldSatisfyAllConditions(
                both => (both.Item1 == both.Item2).ShouldBeFalse(),
                both => both.Item1.ShouldNotBeNullOrWhiteSpace(),
                both => both.Item2.ShouldNotBeNullOrWhiteSpace()
            );
            (chinese.String("title") + english.String("title")).ShouldNotContain(
                chinese.Arguments[0]!,
                customMessage: "a code is no sentence"
            );
            (await quarter.Written(quarter.Clerk)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_file_over_10_MB_is_refused_whole()
    {
        await quarter.News();
        (await Send(quarter.Clerk, "residents", new byte[11 * 1024 * 1024])).Is(413).Code.ShouldBe("request.too-large");
        (await Send(quarter.Clerk, "no-such-register", "a,b\n"u8.ToArray())).Is(404).Code.ShouldBe("not-found");
        (await Send(quarter.Clerk, "residents", "a,b\n"u8.ToArray(), "4115020010")).Is(400).Code.ShouldBe("request.bad");
        (await quarter.Written(quarter.Clerk)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_comes_as_a_form_too()
    {
        using var form = new MultipartFormDataContent
        {
            {
                new ByteArrayContent(
                    Encoding.UTF8.GetBytes($"item_id,name,unit,quantity,community_code\nFORM,手电,支,9,{QuarterRegisters.Here}\n")
                )
                {
                    Headers = { ContentType = new MediaTypeHeaderValue("text/csv") },
                },
                "file",
                "form.csv"
            },
        };
        var answer = (await quarter.Clerk.Send(HttpMethod.Post, $"/api/imports/supplies?division={QuarterRegisters.Here}", form)).Is(200);
        (answer["files"][0].GetProperty("file").GetString(), answer["files"][0].GetProperty("imported").GetInt32()).ShouldBe(
            ("form.csv", 1)
        );
    }

    [Fact]
    public async Task A_register_that_comes_as_a_form_does_not_lie_in_the_folder_for_passing_files()
    {
        ConcurrentQueue<string> made = [];
        using var watch = new FileSystemWatcher(Path.GetTempPath(), "ASPNETCORE_*");
        watch.Created += (_, file) => made.Enqueue(file.Name!);
        watch.EnableRaisingEvents = true;
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Encoding.UTF8.GetBytes($"a,b\n{new string('x', 3_000_000)},c\n")), "file", "residents.csv" },
        };
        (await quarter.Clerk.Send(HttpMethod.Post, $"/api/imports/residents?division={QuarterRegisters.Here}", form)).Status.ShouldNotBe(
            500
        );
        // Files made before this one are reported by then.
        var sign = Path.Combine(Path.GetTempPath(), $"ASPNETCORE_{Guid.CreateVersion7()}.sign");
        await File.WriteAllTextAsync(sign, "");
        await Until.True(() => !made.IsEmpty, "the folder is watched");
        File.Delete(sign);
        made.ShouldBe([Path.GetFileName(sign)]);
    }

    [Theory]
    [InlineData(
        "supplies",
        "item_id,name,unit,quantity,community_code,location\n,手电,支,9,411502001001,柜一\n,手电,支,7,411502001001,柜一\n,手电,支,7,411502001001,柜一\n"
    )]
    [InlineData(
        "shelters",
        "name,type,capacity,community_code,lon,lat\n样园,广场,100,411502001001,114.07,32.11\n样园,广场,200,411502001001,114.071,32.11\n"
    )]
    [InlineData(
        "hazards",
        "type,level,description,community_code,lon,lat\n内涝,一般,低洼处,411502001001,114.07,32.11\n内涝,较大,低洼处,411502001001,114.071,32.11\n"
    )]
    [InlineData(
        "ground",
        "kind,name,community_code,lon,lat\n消火栓,一号,411502001001,114.07,32.11\n消火栓,二号,411502001001,114.071,32.11\n"
    )]
    public async Task Rows_without_a_number_are_told_apart_and_the_same_file_again_changes_nothing(string kind, string file)
    {
        var (secretary, rows) = (await quarter.As(Role.Secretary), file.Split('\n').Length - 2);
        await quarter.News();
        var first = await QuarterRegisters.Import(secretary, kind, QuarterRegisters.Here, "unnumbered.csv", file);
        // Rows that are entities of their own stand between a beginning and an end.
        (await quarter.Written(secretary))
            .Count(line => !line.Contains("/import/", StringComparison.Ordinal))
            .ShouldBe(rows);
        await QuarterRegisters.Import(secretary, kind, QuarterRegisters.Here, "unnumbered.csv", file);
        (await quarter.Written(secretary)).ShouldBeEmpty();
        var undone = (await secretary.Delete($"/api/imports/{first.String("importId")}", ("Idempotency-Key", $"undo {kind}"))).Is(200);
        (await quarter.Written(secretary)).Count(line => !line.Contains("/import/", StringComparison.Ordinal)).ShouldBe(rows);
        (await secretary.Delete($"/api/imports/{first.String("importId")}", ("Idempotency-Key", $"undo {kind}")))
            .Is(200)
            .Text.ShouldBe(undone.Text);
        (await secretary.Delete($"/api/imports/{first.String("importId")}")).Is(200);
        (await quarter.Written(secretary)).ShouldBeEmpty();
    }
}
