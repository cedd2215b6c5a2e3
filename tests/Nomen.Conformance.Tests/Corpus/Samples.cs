using Nomen.Conformance.Scenarios;
using Nomen.Conformance.ScenarioText;

namespace Nomen.Conformance.Tests.Corpus;

/// <summary>Small scenarios of our own, one for what each dialect can say.</summary>
internal static class Samples
{
    public const string Testbound = """
        ; options
        server:
        	trust-anchor: "example. DS 1 8 2 00"   # kept as written
        	root-hints:
        TEMPFILE_NAME hints
        AUTOTRUST_FILE state
        ; a comment that belongs to the file
        example. IN A 192.0.2.1
        AUTOTRUST_END
        TEMPFILE_CONTENTS hints
        . IN NS a.root.
        TEMPFILE_END
        CONFIG_END

        SCENARIO_BEGIN Every block and every kind of step.
        RANGE_BEGIN 0 100
        	ADDRESS 192.0.2.53 ; trailing comment
        ENTRY_BEGIN
        MATCH opcode qtype
        MATCH qname
        ADJUST copy_id copy_query
        REPLY QR AA NOERROR
        SECTION QUESTION
        www.example. IN A
        SECTION ANSWER
        $ORIGIN example.
        $TTL 60
        www 10 IN A 192.0.2.1
        www TXT "a;b" c
        alias IN CNAME www
        ENTRY_END
        RANGE_END
        a line that is no keyword
        STEP 1 QUERY ADDRESS 192.0.2.7
        ENTRY_BEGIN
        REPLY RD DO
        SECTION QUESTION
        www.example. A
        HEX_EDNSDATA_BEGIN
        	00 08 ; option code
        	00 0
        HEX_EDNSDATA_END
        ENTRY_END
        STEP 2 CHECK_OUT_QUERY
        ENTRY_BEGIN
        MATCH qname
        SECTION QUESTION
        www.example. CH TXT
        ENTRY_END
        STEP 3 REPLY
        ENTRY_BEGIN
        HEX_ANSWER_BEGIN;
        	00 01 02 ; octets
        HEX_ANSWER_END
        ENTRY_END
        STEP 4 TIMEOUT
        STEP 5 ERROR
        STEP 6 TRAFFIC
        STEP 7 NOTHING
        STEP 8 TIME_PASSES ELAPSE 1.5
        STEP 9 ASSIGN t = ${time}
        STEP 10 TIME_PASSES EVAL ${$t + 3}
        STEP 11 CHECK_AUTOTRUST state
        FILE_BEGIN
        ; kept ${$t}
        FILE_END
        STEP 12 INFRA_RTT 192.0.2.53 example. 900
        STEP 13 CHECK_ANSWER
        ENTRY_BEGIN
        MATCH
        SECTION QUESTION
        www.example. IN A
        SECTION AUTHORITY
        x.example. IN TYPE65280 \# 2 0102
        EXTRA_PACKET
        SECTION ADDITIONAL
        y.example. IN A 192.0.2.9
        ENTRY_END
        SCENARIO_END
        ignored
        """;

    public const string Deckard = """
        stub-addr: 192.0.2.53
        CONFIG_END
        SCENARIO_BEGIN Words that only this dialect has.
        RANGE_BEGIN 0 100 192.0.2.53; root
        ADDRESS 2001:db8::53@5353
        ENTRY_BEGIN
        MATCH opcode
        FLAGS QR
        ADJUST copy_id do_not_answer
        MANDATORY
        TSIG key. c2VjcmV0
        SECTION QUESTION
        www.example	A
        ENTRY_END
        RANGE_END
        STEP 1 QUERY
        ENTRY_BEGIN
        RAW
        0001FF
        ENTRY_END
        STEP 2 CHECK_ANSWER REPEAT=3
        ENTRY_BEGIN
        MATCH all
        SECTION QUESTION
        www.example A
        ENTRY_END
        SCENARIO_END
        """;

    public const string Stelline = """
        server:
        	val-override-date: 20260101000000
        CONFIG_END
        SCENARIO_BEGIN The origin ends with its section.
        STEP 1 QUERY ADDRESS 192.0.2.7 KEY k
        ENTRY_BEGIN
        OPCODE NOTIFY
        REPLY RD
        SECTION QUESTION
        example. SOA
        SECTION ANSWER
        $ORIGIN example.
        www A 192.0.2.1
        SECTION ADDITIONAL
        www A 192.0.2.2
        ENTRY_END
        SCENARIO_END
        """;

    public static Scenario Parse(string text, Dialect dialect) => ScenarioParser.Parse(text, dialect);
}
