using System.Text;
using Emergency.Hotlines.Cap;
using Emergency.Hotlines.Messages;
using Emergency.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Emergency.Hotlines.Tests.Cap;

public sealed class StrangeAlertTests
{
    /// <summary>A wrong part once made the whole message, and its warning, be refused; it is marked now, and the rest is taken.</summary>
    [Theory]
    [InlineData("<severity>Extreme</severity>", "<severity>Red</severity>", "/alert/info[1]/severity", Faults.UnknownValue)]
    [InlineData("<severity>Extreme</severity>", "<severity>0</severity>", "/alert/info[1]/severity", Faults.UnknownValue)]
    [InlineData("<severity>Extreme</severity>", "", "/alert/info[1]/severity", Faults.Missing)]
    [InlineData("<category>Met</category>", "", "/alert/info[1]/category", Faults.Missing)]
    [InlineData(
        "<category>Met</category>",
        "<category>Met</category><category>Rain</category>",
        "/alert/info[1]/category[2]",
        Faults.UnknownValue
    )]
    [InlineData("<event>暴雨</event>", "<event> </event>", "/alert/info[1]/event", Faults.Missing)]
    [InlineData("<event>暴雨</event>", "<event><b>暴雨</b></event>", "/alert/info[1]/event[1]", Faults.WrongKind)]
    [InlineData("<event>暴雨</event>", "<event>暴雨</event><event>大风</event>", "/alert/info[1]/event", CapFaults.GivenTwice)]
    [InlineData("<scope>Public</scope>", "", "/alert/scope", Faults.Missing)]
    [InlineData("<scope>Public</scope>", "<scope>Public</scope><scope>Private</scope>", "/alert/scope", CapFaults.GivenTwice)]
    [InlineData("<sent>2024-07-10T16:30:00+08:00</sent>", "<sent>2024-07-10T16:30:00</sent>", "/alert/sent", Faults.TimeWithoutZone)]
    [InlineData("<identifier>", "<identifier>No 7 ", "/alert/identifier", Faults.NotVisible)]
    [InlineData("32.170000,113.990000 32", "32.170000;113.990000 32", "/alert/info[1]/area[1]/polygon[1]", CapFaults.NotAPolygon)]
    [InlineData(
        "32.060000,113.970000 32.170000,113.990000",
        "32.060000,113.970000",
        "/alert/info[1]/area[1]/polygon[1]",
        CapFaults.NotAPolygon
    )]
    [InlineData("32.170000,113.990000 32", "113.990000,32.170000 32", "/alert/info[1]/area[1]/polygon[1]", Faults.OutOfRange)]
    [InlineData("<geocode>", "<polygon/><geocode>", "/alert/info[1]/area[1]/polygon[2]", CapFaults.NotAPolygon)]
    [InlineData("<geocode>", "<circle>32.1,114.0</circle><geocode>", "/alert/info[1]/area[1]/circle[1]", CapFaults.NotACircle)]
    [InlineData("<valueName>预警颜色</valueName>", "", "/alert/info[1]/parameter[1]/valueName", Faults.Missing)]
    [InlineData("<expires>", "<expires>soon ", "/alert/info[1]/expires", Faults.NotATime)]
    [InlineData("<expires>2024", "<expires>2023", "/alert/info[1]/expires", CapFaults.ExpiresBeforeSent)]
    [InlineData(
        "<scope>Public</scope>",
        "<scope>Public</scope><references>somebody</references>",
        "/alert/references",
        CapFaults.NotAReference
    )]
    public void A_bad_part_is_marked_and_the_rest_is_read(string old, string now, string path, string code)
    {
        var parsed = Exercise.With(old, now);
        parsed.Alert.ShouldNotBeNull().Infos.ShouldHaveSingleItem().Headline.ShouldBe(Exercise.Alert.Infos[0].Headline);
        parsed.Marks.ShouldContain(new MessageFault(path, code));
    }

    /// <summary>A repeated text is kept once where both are the same, and both are kept where they differ.</summary>
    [Theory]
    [InlineData("暴雨", "暴雨")]
    [InlineData("大风", "暴雨 / 大风")]
    [InlineData(" 暴雨 ", "暴雨")]
    [InlineData("", "暴雨")]
    public void What_is_given_twice_is_said_once_where_it_is_the_same(string again, string read)
    {
        var parsed = Exercise.With("<event>暴雨</event>", $"<event>暴雨</event><event>{again}</event>");
        parsed.Alert.ShouldNotBeNull().Infos.ShouldHaveSingleItem().Event.ShouldBe(read);
        parsed.Marks.ShouldContain(new MessageFault("/alert/info[1]/event", CapFaults.GivenTwice));
    }

    /// <summary>Somebody mistook a date: the end is unknown, and the alert warns all the same.</summary>
    [Theory]
    [InlineData("<expires>", "<onset>2024-07-10T22:30:01+08:00</onset><expires>", CapFaults.ExpiresBeforeItBegins)]
    [InlineData("<expires>", "<onset>2024-07-10T22:30:00+08:00</onset><expires>", null)]
    [InlineData("<effective>2024-07-10T16:30:00", "<effective>2024-07-10T22:30:01", CapFaults.ExpiresBeforeItBegins)]
    [InlineData("<effective>2024-07-10T16:30:00", "<effective>2024-07-10T22:30:00", null)]
    [InlineData("<expires>2024-07-10T22:30:00", "<expires>2024-07-10T16:29:59", CapFaults.ExpiresBeforeSent)]
    [InlineData("<expires>2024-07-10T22:30:00", "<expires>2024-07-10T16:30:00", null)]
    public void An_end_that_lies_before_the_beginning_is_no_end(string old, string now, string? code)
    {
        var parsed = Exercise.With(old, now);
        parsed.Marks.Select(mark => mark.Code).ShouldBe(code is null ? [] : [code]);
        (parsed.Alert.ShouldNotBeNull().Infos[0].Expires is null).ShouldBe(code is not null);
    }

    [Theory]
    [InlineData("<identifier>", "<identifier>a,b", "/alert/identifier", Faults.NotVisible)]
    [InlineData("<sender>yujing.demo@example.org</sender>", "<sender>a, b</sender>", "/alert/sender", Faults.NotVisible)]
    [InlineData("<sender>", "<sender>a</sender><sender>", "/alert/sender", CapFaults.GivenTwice)]
    [InlineData("<sent>2024-07-10T16:30:00+08:00</sent>", "<sent>0001-01-01T00:00:00+08:00</sent>", "/alert/sent", Faults.NotATime)]
    [InlineData("<sent>2024-07-10T16:30:00+08:00</sent>", "<sent>today</sent>", "/alert/sent", Faults.NotATime)]
    [InlineData("<status>Exercise</status>", "<status>Real</status>", "/alert/status", Faults.UnknownValue)]
    [InlineData("<msgType>Alert</msgType>", "<msgType>News</msgType>", "/alert/msgType", Faults.UnknownValue)]
    public void What_names_a_message_or_says_what_it_is_must_be_right(string old, string now, string path, string code) =>
        Exercise.With(old, now).Faults.ShouldContain(new MessageFault(path, code));

    [Theory]
    [InlineData("2024-07-10T16:30:00.123456789+08:00")]
    [InlineData("2024-07-10T16:30:00+0800")]
    [InlineData("2024-07-10T16:30:00 +08:00")]
    [InlineData("2024-07-10 16:30:00+08:00")]
    [InlineData("2024-07-10T16:30+08:00")]
    [InlineData("2024-07-10T08:30:00Z")]
    public void A_time_that_can_only_mean_one_instant_is_that_instant(string written)
    {
        var parsed = Exercise.With("2024-07-10T16:30:00+08:00</sent>", $"{written}</sent>");
        parsed
            .Alert.ShouldNotBeNull()
            .Sent.AddMilliseconds(-parsed.Alert!.Sent.Millisecond)
            .ToUnixTimeSeconds()
            .ShouldBe(new DateTimeOffset(2024, 7, 10, 8, 30, 0, TimeSpan.Zero).ToUnixTimeSeconds());
        parsed.Marks.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<severity>Extreme", "<severity>extreme")]
    [InlineData("<msgType>Alert", "<msgType>ALERT")]
    [InlineData("<category>Met", "<category>met")]
    [InlineData("32.170000,113.990000 32", "32.170000, 113.990000 32")]
    public void The_same_word_in_other_letters_or_with_blanks_is_the_same(string old, string now)
    {
        var parsed = Exercise.With(old, now);
        parsed.Alert.ShouldBe(Exercise.Alert);
        parsed.Marks.ShouldBeEmpty();
    }

    [Fact]
    public void A_text_without_end_is_cut_and_a_headline_that_stands_twice_is_read_twice()
    {
        var parsed = Exercise.With("<event>暴雨", $"<event>暴雨{new string('很', 2_000)}");
        parsed.Alert.ShouldNotBeNull().Infos[0].Event.ShouldStartWith("暴雨很");
        parsed.Marks.ShouldHaveSingleItem().Code.ShouldBe(Faults.TooLong);
        Exercise
            .With("<headline>", "<headline>紧急</headline><headline>")
            .Alert.ShouldNotBeNull()
            .Infos[0]
            .Headline!.ShouldStartWith("紧急 / ");
    }

    [Fact]
    public void A_message_that_takes_back_and_names_nothing_is_read()
    {
        var parsed = Exercise.With("<msgType>Alert</msgType>", "<msgType>Cancel</msgType>");
        (parsed.Alert.ShouldNotBeNull().Type, parsed.Alert!.References.Count).ShouldBe((CapMessageType.Cancel, 0));
    }

    [Fact]
    public void An_identifier_with_blanks_is_found_again_by_what_refers_to_it() =>
        Exercise
            .With(
                "<scope>Public</scope>",
                "<scope>Public</scope><references>a@b,No 7 of May,2024-07-10T16:30:00+08:00 a@b,8,2024-07-10T16:31:00+08:00</references>"
            )
            .Alert.ShouldNotBeNull()
            .References.Select(one => one.Identifier)
            .ShouldBe(["No 7 of May", "8"]);

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        CapReader
            .Read("<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'/>"u8.ToArray())
            .Faults.Select(fault => fault.Path)
            .ShouldBe(
                ["/alert/identifier", "/alert/sender", "/alert/sent", "/alert/status", "/alert/msgType", "/alert/info"],
                ignoreOrder: true
            );

    [Fact]
    public void A_message_of_an_older_version_is_named_as_such() =>
        Exercise.With("cap:1.2", "cap:1.1").Faults.ShouldBe([new MessageFault("/alert", CapFaults.NotCap)]);

    [Theory]
    [InlineData("")]
    [InlineData("您好")]
    [InlineData("<alert")]
    [InlineData("<?xml version='1.0' encoding='utf-7'?><alert/>")]
    [InlineData("<!DOCTYPE alert [<!ENTITY a 'aaaa'>]><alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'>&a;</alert>")]
    [InlineData("<!DOCTYPE alert SYSTEM 'file:///etc/passwd'><alert/>")]
    public void What_is_no_XML_or_brings_a_document_type_is_not_read(string body) =>
        CapReader.Read(Encoding.UTF8.GetBytes(body)).Faults.ShouldHaveSingleItem().Code.ShouldBe(CapFaults.NotXml);

    [Fact]
    public void Nesting_without_end_is_refused() =>
        CapReader
            .Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 20_000))))
            .Faults.ShouldHaveSingleItem()
            .Code.ShouldBe(CapFaults.TooDeep);

    [Fact]
    public void A_message_that_is_too_long_is_refused() =>
        Exercise
            .With("（虚构示例）</description>", new string('雨', CapReader.Limit) + "</description>")
            .Faults.ShouldHaveSingleItem()
            .Code.ShouldBe(CapFaults.NotXml);

    [Fact]
    public void What_the_standard_does_not_know_is_passed_over() =>
        Exercise
            .With("<note>", "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'><Object/></Signature><mood>good</mood><note>")
            .Alert.ShouldBe(Exercise.Alert);

    /// <summary>
    /// Cuts, doubles, swaps and rewrites pieces of a right message (EMERGENCY_STRANGE = how many; 3,000 in the daily run).
    /// </summary>
    [Fact]
    public void Whatever_is_sent_there_is_a_message_or_a_reason_and_never_both()
    {
        var right = Exercise.AlertText;
        string[] pieces =
        [
            "<",
            ">",
            "</info>",
            "<info>",
            "&amp;",
            "&#0;",
            "<![CDATA[",
            "]]>",
            "",
            "\uD800",
            "32.1,114.0",
            "0",
            "-",
            "T",
            "Z",
            "<area>",
            "xmlns='x'",
            "\0",
            "99999999999999999999",
            "NaN",
        ];
        var change =
            from at in Gen.Choose(0, right.Length - 1)
            from length in Gen.Choose(0, 40)
            from piece in Gen.Elements(pieces)
            select (at, length, piece);
        Prop.ForAll(
                Arb.From(change.ArrayOf(3)),
                changes =>
                {
                    var text = changes.Aggregate(
                        right,
                        (now, one) =>
                            one.at >= now.Length
                                ? now + one.piece
                                : now[..one.at] + one.piece + now[Math.Min(now.Length, one.at + one.length)..]
                    );
                    var parsed = CapReader.Read(Encoding.UTF8.GetBytes(text));
                    (parsed.Alert is null).ShouldBe(parsed.Faults.Count > 0);
                    parsed.Faults.ShouldAllBe(fault => fault.Path.Length > 0 && fault.Code.Length > 0);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Sizes.Of("EMERGENCY_STRANGE", 3_000)));
    }

    [Fact]
    public void Whatever_bytes_are_sent_there_is_an_answer() =>
        Prop.ForAll<byte[]>(bytes =>
            {
                var parsed = CapReader.Read(bytes);
                (parsed.Alert is null).ShouldBe(parsed.Faults.Count > 0);
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
}
