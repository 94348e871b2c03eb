using System.Text;
using System.Text.Json;
using Emergency.Hotlines.Messages;

namespace Emergency.Hotlines.Tests.Messages;

public class HandoverMessageTests
{
    private static readonly Guid handover = new("01900000-0000-7000-8000-000000000001"),
        incident = new("01900000-0000-7000-8000-000000000002");
    private static readonly DateTimeOffset at = new(2024, 5, 31, 18, 20, 0, TimeSpan.Zero);

    [Fact]
    public void A_hotline_accepts_reports_and_completes_what_it_was_offered()
    {
        Answer("accepted").ShouldBe(new HandoverAccepted(handover, "120-77", at, "两车出发"));
        Answer("progressed").ShouldBe(new HandoverProgressed(handover, "120-77", at, "两车出发"));
        Answer("completed").ShouldBe(new HandoverCompleted(handover, "120-77", at, "两车出发"));
    }

    [
        Theory,
        InlineData("no-vehicle", ReturnCause.NoVehicle),
        InlineData("duplicate", ReturnCause.Duplicate),
        InlineData("not-ours", ReturnCause.NotOurs),
        InlineData("incomplete", ReturnCause.Incomplete),
        InlineData("道路中断", ReturnCause.Other)
    ]
    public void What_comes_back_comes_back_with_its_cause(string reason, ReturnCause cause) =>
        Answer("returned", $",\"reason\":\"{reason}\"").ShouldBe(new HandoverReturned(handover, "120-77", cause, reason, at, "两车出发"));

    [Fact]
    public void No_vehicle_may_say_when_there_will_be_one()
    {
        Answer("returned", ",\"reason\":\"no-vehicle\",\"minutes\":20")
            .ShouldBe(new HandoverReturned(handover, "120-77", ReturnCause.NoVehicle, "no-vehicle", at, "两车出发", 20));
        MessageReader
            .Read(
                Encoding.UTF8.GetBytes(
                    $$$"""{"id":"a","type":"handover.returned","source":"120","time":"2024-06-01T02:20:00Z","data":{"handoverId":"{{{handover}}}","at":"2024-06-01T02:20:00Z","minutes":5000}}"""
                )
            )
            .Faults.ShouldBe([new("$.data.minutes", Faults.OutOfRange)]);
    }

    [Fact]
    public void An_answer_must_say_to_what_and_when()
    {
        var read = MessageReader.Read(
            """{"id":"a","type":"handover.accepted","source":"120","time":"2024-06-01T02:20:00Z","data":{"handoverId":"77"}}"""u8.ToArray()
        );
        read.Faults.ShouldBe([new("$.data.handoverId", Faults.NotAnId), new("$.data.at", Faults.Missing)]);
    }

    [Fact]
    public void What_we_offer_stands_in_the_form_agreed()
    {
        var bytes = MessageWriter.Write(
            "h-1",
            "浉河区应急指挥中心",
            at,
            new(
                handover,
                incident,
                "ambulance",
                new(114.068, 32.119, MapDatum.WGS84),
                "例园小区4号楼",
                2,
                "两人吸入浓烟",
                at.AddSeconds(60)
            )
        );
        Encoding
            .UTF8.GetString(bytes)
            .ShouldBe(
                "{\"id\":\"h-1\",\"type\":\"handover.offered\",\"source\":\"浉河区应急指挥中心\",\"time\":\"2024-05-31T18:20:00+00:00\",\"data\":{\"handoverId\":\"01900000-0000-7000-8000-000000000001\",\"incidentId\":\"01900000-0000-7000-8000-000000000002\","
                    + "\"kind\":\"ambulance\",\"location\":{\"lon\":114.068,\"lat\":32.119,\"datum\":\"WGS84\",\"address\":\"例园小区4号楼\"},\"patients\":2,\"text\":\"两人吸入浓烟\",\"replyBefore\":\"2024-05-31T18:21:00+00:00\"}}"
            );
        MessageWriter
            .Write(
                "h-1",
                "浉河区应急指挥中心",
                at,
                new(
                    handover,
                    incident,
                    "ambulance",
                    new(114.068, 32.119, MapDatum.WGS84),
                    "例园小区4号楼",
                    2,
                    "两人吸入浓烟",
                    at.AddSeconds(60)
                )
            )
            .ShouldBe(bytes);
    }

    [Fact]
    public void An_offer_without_a_place_or_patients_is_still_one()
    {
        var data = JsonDocument
            .Parse(MessageWriter.Write("h-2", "浉河", at, new(handover, incident, "police", null, null, null, "有人走失", at)))
            .RootElement.GetProperty("data");
        data.GetProperty("location").EnumerateObject().ShouldBeEmpty();
        data.TryGetProperty("patients", out _).ShouldBeFalse();
    }

    private static HotlineContent Answer(string what, string more = "")
    {
        var read = MessageReader.Read(
            Encoding.UTF8.GetBytes(
                $$$"""{"id":"a","type":"handover.{{{what}}}","source":"120","time":"2024-06-01T02:20:00Z","data":{"handoverId":"{{{handover}}}","reference":"120-77","at":"2024-06-01T02:20:00+08:00","text":"两车出发"{{{more}}}}}"""
            )
        );
        read.Faults.ShouldBeEmpty();
        return read.Message!.Content;
    }
}
